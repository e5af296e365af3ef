// The process of one run of this suite, as the other tools are processes: works through the scenarios of some claims on
// a cluster that is there, and prints what becomes of each as soon as it is certain.
import { parseArgs } from 'node:util'
import { endWith } from '../../src/exit-code.ts'
import { judge } from '../../src/judge/judge.ts'
import { countsAs } from '../../src/judge/verdict.ts'
import { claimsOf, type Lab } from '../../src/lab/lab.ts'
import { reasonInWords } from '../../src/property/reason-words.ts'
import { scratchFolder } from '../../src/scratch-folder.ts'
import { recordedIn } from '../kit/recorded-in.ts'
import { ownBegin, toldOf } from './told.ts'

const { values } = parseArgs({
  options: {
    module: { type: 'string', default: '' },
    kubectl: { type: 'string', default: '' },
    kubeconfig: { type: 'string', default: '' },
    claims: { type: 'string', default: '' },
  },
})
const controller = new AbortController()
const { signal } = controller
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort())

const { lab } = (await import(values.module)) as { lab: Lab }
const claims = claimsOf(lab).filter(({ id }) => values.claims.split(',').includes(nameOf(id)))
const folder = await scratchFolder()
const { name, manifests, watches } = lab
const place = { ...values, nodeImage: 'there already', folder, lab: name, manifests, watches }
let isGreen = true
let hasBegun = false
const scenarios = claims.map((claim) => claim.in)
await recordedIn(folder, scenarios, place, signal, async (recording, trace, writer) => {
  writer.listen(({ type }) => {
    if (type === 'scenario' && !hasBegun) console.log(ownBegin)
    hasBegun ||= type === 'scenario'
  })
  const judging = Promise.all(
    claims.map(async (claim) => {
      const { verdict, at, reason } = await judge(claim, trace)
      const counts = countsAs[verdict]
      const holds = counts === 'pass' ? true : counts === 'fail' ? false : undefined
      console.log(toldOf(nameOf(claim.id), holds, Date.now() - at, reason && reasonInWords(reason)))
      isGreen &&= holds === true
    }),
  )
  await Promise.all(scenarios.map((scenario) => recording.work(scenario, signal)))
  writer.end('complete')
  await judging
})
endWith(isGreen ? 0 : 1)

function nameOf(id: string): string {
  return id.replace(/^.*\//, '')
}
