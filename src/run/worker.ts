// The process of one run: makes a cluster, works through the lab, judges, and removes all again.
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createCluster } from '../cluster/cluster.ts'
import type { Progress } from '../machine/progress.ts'
import { setup } from '../cluster/setup.ts'
import { endWith } from '../exit-code.ts'
import type { Judgement } from '../judge/judge.ts'
import { countsAs } from '../judge/verdict.ts'
import type { Lab } from '../lab/lab.ts'
import { conjunctsInWords } from '../property/words.ts'
import { judgeRun } from './judge-run.ts'
import { workplaceOf } from './place.ts'
import { makeRunFolder, removeRunFolder } from './run-folder.ts'
import type { JudgedByWorker, RunOrder, WorkerNews, Instruction } from './messages.ts'

const say = (said: WorkerNews) => void process.send?.(said)

const progress: Progress = {
  say: (text) => console.error(text),
  step: (title, work) => {
    console.error(title)
    return work((line) => console.error(line))
  },
}

const controller = new AbortController()
const end = (why: string) => controller.abort(new Error(why))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(signal))
process.on('disconnect', () => end('who started this run has ended'))

await oneRun(JSON.parse(process.argv[2] ?? '') as RunOrder, controller.signal).then(
  () => endWith(0),
  (error: Error) => {
    console.error(error)
    if (process.connected) say({ type: 'failed', message: error.message })
  },
)
if (process.connected) process.disconnect()

async function oneRun({ module, kubernetes, quick, trace }: RunOrder, signal: AbortSignal): Promise<void> {
  const { lab } = (await import(module)) as { lab: Lab }
  const folder = await makeRunFolder()
  try {
    const toolbox = await setup({ kubernetes, images: lab.images, signal }, progress)
    await using cluster = await createCluster(toolbox, { directory: folder, signal, progress })
    const { name, kubeconfig } = cluster
    say({ type: 'cluster', name, kubeconfig, folder })
    const { server } = (await told('go', signal)) as { server?: string }
    const reached = server === undefined ? kubeconfig : await withServer(kubeconfig, server)
    const place = await workplaceOf(lab, toolbox, { kubeconfig: reached })
    let hasBegun = false
    const happened = ({ type }: { type: string }) => {
      if (type === 'scenario' && !hasBegun) say({ type: 'begun' })
      hasBegun ||= type === 'scenario'
    }
    const judged = await judgeRun(lab, place, trace, { quick }, { happened }, signal)
    say({ type: 'judged', judged: judged.map(inShort) })
    await told('leave', signal)
  } finally {
    await removeRunFolder(folder)
  }
}

/** Waits until this is told. */
async function told(type: Instruction['type'], signal: AbortSignal): Promise<Instruction> {
  for (;;) {
    const [message] = (await once(process, 'message', { signal })) as [Instruction]
    if (message.type === type) return message
  }
}

/** Writes a kubeconfig beside another one that has the cluster at another address. @returns its path */
async function withServer(kubeconfig: string, server: string): Promise<string> {
  const path = `${kubeconfig}-front`
  const text = await readFile(kubeconfig, 'utf8')
  await writeFile(path, text.replace(/server: .*/, `server: ${server}`), { mode: 0o600 })
  return path
}

function inShort({ id, scenario, verdict, reason, conjuncts }: Judgement): JudgedByWorker {
  const passes = countsAs[verdict] === 'pass' || countsAs[verdict] === 'skip'
  const found = passes ? [] : conjunctsInWords(conjuncts)
  return { id, scenario, verdict, found, ...(reason !== undefined && { reason }) }
}
