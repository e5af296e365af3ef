import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lab } from '../../specs/api-objects/lab.ts'
import { recounted } from '../../testing/recounted.ts'
import { recordedEvents } from '../../testing/traces.ts'
import { prints } from '../../testing/worlds.ts'
import { unclaimedIn } from './unclaimed-in.ts'

const recorded = await recordedEvents('v1.37.2')

async function unclaimed(events: typeof recorded) {
  const folder = await mkdtemp(join(tmpdir(), 'kubelab-unclaimed-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const trace = join(folder, 'trace.ndjson')
  await writeFile(trace, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
  return await unclaimedIn(lab, trace)
}

test('what is printed and not stored, and what is printed and not recorded', async () => {
  expect(await unclaimed(recorded)).toEqual([])
  const line = 'kubectl get jobs.batch'
  const older = prints('history', line, (text) => text.replace(/2m8s(?=\nsleepy)/, '3m8s'))
  const careful = prints('proxy', 'kubectl proxy -h', (text) => `${text}Be careful.\n`)
  expect(await unclaimed(recounted(careful(older(recorded))))).toEqual([
    expect.stringMatching(/^history: kubectl get jobs\.batch: \[.*\] AGE: expected 2m8s, found 3m8s$/),
    'kubectl proxy -h: stdout (proxy): nothing → Be careful.',
  ])
})
