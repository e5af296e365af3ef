import { expect, test } from 'vitest'
import { steady } from './steady.ts'

test.for([
  ['NAME   AGE     IP', 'NAME   AGE     IP'],
  ['web    2m3s    10.244.0.5   a', 'web    <age>   <address>    a'],
  ['Created on:   2026-11-28 07:58:33 +0000 UTC', 'Created on:   <time>'],
  [
    'W1128 07:59:28.592123   23590 helpers.go:598] --dry-run is deprecated',
    'W<time> helpers.go] --dry-run is deprecated',
  ],
  ['server: https://127.0.0.1:34567', 'server: https://<address>:<port>'],
  ['    "resourceVersion": "712"', '    "resourceVersion": "<number>"'],
  ['Client Version: v1.28.3', 'Client Version: <kubectl>'],
  ['Server Version: v1.37.2', 'Server Version: v1.37.2'],
  [
    'Client Version: version.Info{Major:"1", Minor:"23", GitVersion:"v1.23.3", GitCommit:"unknown"}',
    'Client Version: version.Info{Major:"1", Minor:"<number>", GitVersion:"<kubectl>", GitCommit:"unknown"}',
  ],
  [
    'WARNING: version difference between client (1.23) and server (1.37)',
    'WARNING: version difference between client (<number>) and server (1.37)',
  ],
  ['Kustomize Version: v5.0.1', 'Kustomize Version: <version>'],
  ['pulled in 193ms (1.4s including waiting)', 'pulled in <age> (<age> including waiting)'],
  ['  memory:             24684096Ki', '  memory:             <number>'],
  ['Events:   \r\n', 'Events:'],
])('%s', ([printed = '', expected]) => {
  expect(steady(printed)).toBe(expected)
})
