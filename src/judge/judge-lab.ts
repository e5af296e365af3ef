import { join } from 'node:path'
import type { Reporter, TestCase } from 'vitest/node'
import { CannotJudge } from '../errors.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { claimsOf, type Lab } from '../lab/lab.ts'
import type { Judgement } from './judge.ts'

/**
 * Judges all claims of a lab on a trace, in the lab's order; the file may still be growing.
 * @param trace path of the trace file
 * @param settled called for each claim as soon as it is certain
 * @throws CannotJudge when a spec cannot be run at all, or not all claims were judged; the reason of the signal, when it comes
 */
export async function judgeLab(
  lab: Lab,
  trace: string,
  settled: (judgement: Judgement) => void,
  signal: AbortSignal,
): Promise<Judgement[]> {
  const { createVitest } = await import('vitest/node')
  const judged: Judgement[] = []
  const errors: string[] = []
  const reporter: Reporter = {
    onTestCaseResult(test: TestCase) {
      const { judgement } = test.meta()
      if (judgement) {
        judged.push(judgement)
        settled(judgement)
      } else {
        errors.push(...(test.result().errors ?? []).map(({ message }) => message))
      }
    },
    onTestRunEnd(modules, unhandled) {
      errors.push(...modules.flatMap((module) => module.errors()).map(({ message }) => message))
      errors.push(...unhandled.map(({ message }) => message))
    },
  }
  const vitest = await withoutItsEndings(() =>
    createVitest('test', {
      root: join(import.meta.dirname, '../..'),
      run: true,
      watch: false,
      project: ['lab'],
      reporters: [reporter],
      // Nothing is written beside the code, which may belong to somebody else.
      configLoader: 'native',
      cache: false,
    }),
  ).catch((error: Error) => {
    throw new CannotJudge(`Expected vitest to start, which judges the claims, found: ${error.message}`, {
      cause: error,
    })
  })
  for (const project of vitest.projects) {
    project.provide('lab', lab.module)
    project.provide('trace', trace)
  }
  try {
    await unlessAborted(vitest.start(), signal)
  } finally {
    await vitest.close()
  }
  const [error] = errors
  if (error !== undefined) throw new CannotJudge(error)
  const expected = claimsOf(lab).length
  if (judged.length !== expected) {
    throw new CannotJudge(
      `expected ${expected} claims to be judged, as many as the lab has, found ${judged.length}`,
    )
  }
  return judged
}

/** vitest ends the process at these events; it is ours to end, when all is cleaned up. */
async function withoutItsEndings<T>(create: () => Promise<T>): Promise<T> {
  const events: NodeJS.EventEmitter = process
  const names = ['SIGINT', 'SIGTERM', 'unhandledRejection']
  const before = names.map((name) => events.listeners(name))
  const created = await create()
  for (const [index, name] of names.entries()) {
    for (const listener of events.listeners(name)) {
      if (!before[index]?.includes(listener)) events.off(name, listener as () => void)
    }
  }
  return created
}
