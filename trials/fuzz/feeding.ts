// The process in which cases are fed to the code that users reach: it can be killed when one hangs.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lab } from '../../src/lab/lab.ts'
import type { FedCase } from './feeder.ts'
import type { InputKind } from './input-kind.ts'
import type { CaseOutcome } from './outcome.ts'

const [kindsModule = '', labModule = '', folder = ''] = process.argv.slice(2)
const { inputKinds } = (await import(kindsModule)) as { inputKinds: (lab: Lab) => InputKind[] }
const { lab } = (await import(labModule)) as { lab: Lab }
const kinds = inputKinds(lab)
const place = join(folder, 'case')

const tell = (outcome: CaseOutcome) => process.send?.(outcome)

// Whoever asks the process to end has crashed it.
process.exit = (code) => {
  throw new Error(`process.exit(${code}) was called`)
}
process.on('uncaughtException', (error) => tell({ result: 'crash', text: error.stack ?? error.message }))
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (order: FedCase) => void feed(order))
process.send?.('ready')

async function feed({ kind, input }: FedCase): Promise<void> {
  await mkdir(place)
  const outcome = await kinds.find(({ name }) => name === kind)?.feed(input, place)
  await rm(place, { recursive: true })
  if (outcome) tell(outcome)
}
