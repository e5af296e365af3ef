import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { nodeOf } from '../../src/cluster/cluster.ts'
import { engineRun } from '../../src/machine/engine.ts'
import { run as runProgram } from '../../src/machine/run.ts'
import type { Toolbox } from '../../src/cluster/setup.ts'
import { scenariosOf } from '../../src/lab/lab.ts'
import { namespaceOf } from '../../src/lab/scenario.ts'
import { ofKubectl } from '../../src/own-environment.ts'
import type { LabRun } from '../../src/run/lab-run.ts'
import { Trace } from '../../src/trace/trace.ts'
import { leftOf } from '../kit/left-behind.ts'
import { startLab, workThroughLab, type Setting } from '../kit/work-through-lab.ts'
import { differencesHeard } from './compare.ts'
import type { FaultTarget } from './fault.ts'
import { Front } from './front.ts'
import { injectInTime } from './inject.ts'
import type { FaultyOutcome } from './outcome.ts'
import type { PlannedRun } from './plan.ts'
import { SecondRecorder } from './second-recorder.ts'

/** For how long the second recorder goes on when the first one has ended (milliseconds). */
const afterwards = 1000
/** A program in the node, or kubectl, may take so long (seconds). */
const timeLimitSeconds = 60

type FaultyRun = Extract<PlannedRun, { quick: boolean }>
type KilledRun = Extract<PlannedRun, { killedAfter: number }>

/** Works through one run of a plan. What breaks the run is part of its outcome. @throws the reason of the signal */
export const chaosRun = (planned: PlannedRun, setting: Setting): Promise<FaultyOutcome> =>
  'killedAfter' in planned ? killedRun(planned, setting) : faultyRun(planned, setting)

async function faultyRun(planned: FaultyRun, setting: Setting): Promise<FaultyOutcome> {
  const work = (run: LabRun) => withFaults(run, planned, setting)
  return { ...planned, ...(await workThroughLab(setting, planned.quick, work)) }
}

async function withFaults(
  run: LabRun,
  { quick, faults }: FaultyRun,
  { lab, toolbox, tell, signal }: Setting,
): Promise<Required<Pick<FaultyOutcome, 'judged' | 'faults' | 'differences'>>> {
  const { name, kubeconfig } = await run.cluster(signal)
  const port = Number(/server: https:\/\/127\.0\.0\.1:(\d+)/.exec(await readFile(kubeconfig, 'utf8'))?.[1])
  await using front = await Front.open(port)
  await using second = await SecondRecorder.open(kubeconfig, ['Pod', 'Secret', ...lab.watches])
  run.go(`https://127.0.0.1:${front.port}`)
  const begun = await run.begun(signal)
  const over = new AbortController()
  const scenarios = scenariosOf(lab).filter(({ slowBecause }) => !quick || slowBecause === undefined)
  const target: Omit<FaultTarget, 'pick'> = {
    ...hands(name, kubeconfig, toolbox),
    front,
    suite: (what) => run.kill(what),
    namespaces: scenarios.map(namespaceOf),
    signal: AbortSignal.any([signal, over.signal]),
  }
  const injecting = Promise.all(faults.map((fault) => injectInTime(fault, begun, target, tell)))
  let judged: FaultyOutcome['judged']
  try {
    judged = await run.judged(signal)
  } finally {
    over.abort()
    await injecting
  }
  await pause(afterwards, undefined, { signal })
  const events = await Array.fromAsync(new Trace(run.trace))
  const differences = differencesHeard(events, second.seen, new Set(target.namespaces))
  return { judged, faults: await injecting, differences }
}

/** A run that is killed, and the next one, which has to remove what it left. */
async function killedRun(planned: KilledRun, setting: Setting): Promise<FaultyOutcome> {
  const { killedAfter } = planned
  const { toolbox, tell, signal } = setting
  const first = await startLab(setting, true)
  {
    await using ending = first
    void first.cluster(signal).then(
      () => ending.go(),
      () => {},
    )
    await pause(killedAfter * 1000, undefined, { signal })
    first.kill('SIGKILL')
    tell(`the suite is killed, ${killedAfter} s after its start`)
  }
  const next = await workThroughLab(setting, true, async (run) => {
    await run.cluster(signal)
    run.go()
    return { judged: await run.judged(signal) }
  })
  const left = [...(await leftOf(first, toolbox.engine)), ...next.left]
  return { ...planned, quick: true, faults: [], ...next, left }
}

/** The hands of whoever lets something go wrong on a cluster. They do it also when the run is over: to take it back. */
function hands(
  cluster: string,
  kubeconfig: string,
  { engine, kubectl }: Toolbox,
): Pick<FaultTarget, 'inNode' | 'toNode' | 'kubectl'> {
  const node = nodeOf(cluster)
  return {
    inNode: (...command) => engineRun(engine, ['exec', node, ...command], { timeLimitSeconds }),
    toNode: (what) => engineRun(engine, [what, node], { timeLimitSeconds }),
    kubectl: (...args) =>
      runProgram(kubectl, args, { ...ofKubectl({ kubectl, kubeconfig }), timeLimitSeconds }),
  }
}
