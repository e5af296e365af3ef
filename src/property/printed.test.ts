import { expect, test } from 'vitest'
import { fieldAt, parseDescription } from './description.ts'
import { parseTable } from './table.ts'
import { keysOf } from './value-at.ts'

test('a table is read by the places of its headers, also where a header has a space and a cell is empty', () => {
  const table = parseTable(
    'NAME     SCHEDULE      LAST SCHEDULE   AGE\nsleepy   */2 * * * *   <none>          8s\nb                      3s              9s\n',
  )
  expect(table).toEqual({
    columns: ['NAME', 'SCHEDULE', 'LAST SCHEDULE', 'AGE'],
    rows: [
      { NAME: 'sleepy', SCHEDULE: '*/2 * * * *', 'LAST SCHEDULE': '<none>', AGE: '8s' },
      { NAME: 'b', SCHEDULE: '', 'LAST SCHEDULE': '3s', AGE: '9s' },
    ],
  })
})

test('a row of a watch that has become wider than its headers is read by its cells', () => {
  const table = parseTable(
    'NAME    READY   STATUS    RESTARTS     AGE\nweb-0   0/1     Pending   0            0s\nweb-0   0/1     ContainerCreating   2 (5s ago)   0s\nweb-0           ContainerCreating   0          0s\n',
  )
  expect(table?.rows.slice(0, 2)).toEqual([
    { NAME: 'web-0', READY: '0/1', STATUS: 'Pending', RESTARTS: '0', AGE: '0s' },
    { NAME: 'web-0', READY: '0/1', STATUS: 'ContainerCreating', RESTARTS: '2 (5s ago)', AGE: '0s' },
  ])
})

test('no output is no table', () => {
  expect(parseTable('')).toBeUndefined()
})

test('a description is read by field, with the lines that go on', () => {
  const fields = parseDescription('Name:      sleepy\nLabels:    a=1\n           b=2\nEvents:\n  x: y\n')
  expect(Object.fromEntries(fields)).toEqual({ Name: ['sleepy'], Labels: ['a=1', 'b=2'], Events: ['x: y'] })
})

const deployment = `Name:                   web
Labels:                 app=web
                        tier=front
Pod Template:
  Labels:  app=web
  Containers:
   nginx:
    Image:      nginx:1.14.2
    Command:
      sleep
      60
    Limits:
      cpu:        1
    Environment:  <none>
   other:
    Image:        busybox
  Volumes:        <none>
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
`

test.each([
  [['Labels'], ['app=web', 'tier=front']],
  [['Pod Template', 'Labels'], ['app=web']],
  [['Pod Template', 'Containers', 'nginx', 'Image'], ['nginx:1.14.2']],
  [['Pod Template', 'Containers', 'other', 'Image'], ['busybox']],
  [
    ['Pod Template', 'Containers', 'nginx', 'Command'],
    ['sleep', '60'],
  ],
  [['Pod Template', 'Containers', 'nginx', 'Limits', 'cpu'], ['1']],
  [['Pod Template', 'Containers', 'nginx', 'Limits'], ['cpu:        1']],
  [['Pod Template', 'Containers', 'redis', 'Image'], undefined],
  [['Image'], undefined],
  [['Labels', 'app'], undefined],
])('a field inside others is found by their names: %j', (names, lines) => {
  expect(fieldAt(deployment, names)).toEqual(lines)
})

test('a path has keys with dots in quotes', () => {
  expect(keysOf('spec.args.0')).toEqual(['spec', 'args', '0'])
  expect(keysOf('metadata.annotations."deployment.kubernetes.io/revision".x')).toEqual([
    'metadata',
    'annotations',
    'deployment.kubernetes.io/revision',
    'x',
  ])
  expect(keysOf('data."game.properties"')).toEqual(['data', 'game.properties'])
  expect(keysOf('"a.b".c')).toEqual(['a.b', 'c'])
})
