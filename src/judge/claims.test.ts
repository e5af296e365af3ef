import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { claimsOf } from '../lab/lab.ts'
import { recordedEvents } from '../../testing/traces.ts'

const root = join(import.meta.dirname, '../..')
const lines = (await recordedEvents('v1.37.2')).map((event) => `${JSON.stringify(event)}\n`)

/** Has vitest judge the claims, on a trace that grows meanwhile. @returns what it says of each, as TAP */
async function vitestOn(all: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'kubelab-claims-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const trace = join(folder, 'trace.ndjson')
  const half = all.length >> 1
  await writeFile(trace, all.slice(0, half).join(''))
  const running = execa('vitest', ['run', '--project', 'lab', '--reporter', 'tap-flat'], {
    cwd: root,
    env: { TRACE: trace, VITEST: '' },
    preferLocal: true,
    reject: false,
  })
  await pause(4000)
  await appendFile(trace, all.slice(half).join(''))
  return (await running).stdout.split(/^(?=ok |not ok )/m).slice(1)
}

test('each claim is a test, on a trace that still grows; one that disagrees says what was expected and found', async () => {
  const results = await vitestOn(
    lines.map((line) => line.replaceAll('cronjob.batch/sleepy created', 'cronjob.batch/sleepy erected')),
  )
  const failed = results.filter((result) => result.startsWith('not ok '))
  expect(failed.join('')).toMatch(/new drift\n✗ .* expected cronjob\.batch\/sleepy created; found .* erected/)
  expect(failed.map((result) => /(?<=> )\w+\/[\w-]+/.exec(result)?.[0])).toEqual([
    'cronjob/v1beta1',
    'cronjob/create-message',
    'cronjob/pod-deadline-accepted',
    'cronjob/deadline-belongs-to-the-pod',
  ])
  expect(results).toHaveLength(claimsOf(lab).length)
})
