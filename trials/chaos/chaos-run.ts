import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { nodeOf } from '../../src/cluster/cluster.ts'
import { engineRun } from '../../src/machine/engine.ts'
import { run as runProgram } from '../../src/machine/run.ts'
import type { Toolbox } from '../../src/cluster/setup.ts'
import { scenariosOf, type Lab } from '../../src/lab/lab.ts'
import { namespaceOf } from '../../src/lab/scenario.ts'
import { ofKubectl } from '../../src/own-environment.ts'
import { Trace } from '../../src/trace/trace.ts'
import { differencesHeard } from './compare.ts'
import { everyMinute } from '../../src/run/every-minute.ts'
import type { FaultTarget } from './fault.ts'
import { Front } from './front.ts'
import { injectInTime, type Injected } from './inject.ts'
import { LabRun } from '../../src/run/lab-run.ts'
import { leftOf } from '../kit/left-behind.ts'
import type { Outcome } from './outcome.ts'
import type { PlannedRun } from './plan.ts'
import { SecondRecorder } from './second-recorder.ts'

/** For how long the second recorder goes on when the first one has ended (milliseconds). */
const afterwards = 1000
/** A program in the node, or kubectl, may take so long (seconds). */
const timeLimitSeconds = 60

/** What all runs share. */
export interface Setting {
  lab: Lab
  kubernetes: string
  toolbox: Toolbox
  /** Path of the folder for what this run leaves. */
  folder: string
  tell: (text: string) => void
  signal: AbortSignal
}

/** Works through one run of a plan. What breaks the run is part of its outcome. @throws the reason of the signal */
export async function chaosRun(planned: PlannedRun, setting: Setting): Promise<Outcome> {
  using _ = everyMinute(setting.tell)
  return await ('killedAfter' in planned ? killedRun(planned, setting) : faultyRun(planned, setting))
}

async function faultyRun(
  { number, quick, faults }: Extract<PlannedRun, { quick: boolean }>,
  { lab, kubernetes, toolbox, folder, tell, signal }: Setting,
): Promise<Outcome> {
  const run = await LabRun.start({ module: lab.module, kubernetes, quick }, folder)
  const outcome: Outcome = { number, quick, faults, judged: [], left: [] }
  try {
    await using leaving = run
    const { name, kubeconfig } = await leaving.cluster(signal)
    const port = Number(/server: https:\/\/127\.0\.0\.1:(\d+)/.exec(await readFile(kubeconfig, 'utf8'))?.[1])
    await using front = await Front.open(port)
    await using second = await SecondRecorder.open(kubeconfig)
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
    let injected: Injected[] = []
    try {
      outcome.judged = await run.judged(signal)
    } finally {
      over.abort()
      injected = await injecting
    }
    outcome.faults = injected
    await pause(afterwards, undefined, { signal })
    const events = await Array.fromAsync(new Trace(run.trace))
    outcome.differences = differencesHeard(events, second.seen, new Set(target.namespaces))
  } catch (error) {
    signal.throwIfAborted()
    outcome.problem = (error as Error).message
  }
  return { ...outcome, left: await leftOf(run, toolbox.engine) }
}

/** A run that is killed, and the next one, which has to remove what it left. */
async function killedRun(
  { number, killedAfter }: Extract<PlannedRun, { killedAfter: number }>,
  { lab, kubernetes, toolbox, folder, tell, signal }: Setting,
): Promise<Outcome> {
  const outcome: Outcome = { number, quick: true, faults: [], killedAfter, judged: [], left: [] }
  const order = { module: lab.module, kubernetes, quick: true }
  const first = await LabRun.start(order, folder)
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
  const next = await LabRun.start(order, folder)
  try {
    await using leaving = next
    await leaving.cluster(signal)
    next.go()
    outcome.judged = await next.judged(signal)
  } catch (error) {
    signal.throwIfAborted()
    outcome.problem = (error as Error).message
  }
  const left = await Promise.all([first, next].map((run) => leftOf(run, toolbox.engine)))
  return { ...outcome, left: left.flat() }
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
