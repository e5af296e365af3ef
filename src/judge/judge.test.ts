import { describe, expect, test } from 'vitest'
import type { Claim } from '../lab/claim.ts'
import type { Drift } from '../lab/drift.ts'
import { scenario } from '../lab/scenario.ts'
import { stdout } from '../property/answers.ts'
import { above, is } from '../property/matcher.ts'
import { Observation } from '../property/observation.ts'
import { pods } from '../property/pods.ts'
import { always, atFirst, never } from '../property/property.ts'
import type { Happening, TraceEvent } from '../trace/event.ts'
import type { World } from '../trace/world.ts'
import { reasonInWords } from '../property/reason-words.ts'
import { judge, type Judgement } from './judge.ts'
import { exitCodeOf, type Verdict } from './verdict.ts'

const says = (answer: string) => atFirst(stdout('ask'), is(answer))

const claim: Claim = {
  id: 'job/asked',
  step: '6.3j.1',
  says: 'The answer is old.',
  in: scenario('asking', { files: [] }, async () => {}),
  holds: says('old'),
  turnedRedBy: [],
}

const alwaysFalse: Drift = {
  since: 'ever',
  axis: 'server',
  severity: 'cosmetic',
  instead: 'It is new.',
  remedy: { words: 'Write new.' },
  holds: says('new'),
  source: 'a pull request',
}

const drift: Drift = {
  // Of the server, since 1.30.
  change: 'get-jobs-status',
  holds: says('new'),
}

const header = (server: string, kubectl = server): Happening => ({
  type: 'header',
  format: 2,
  server,
  kubectl,
  nodeImage: 'image',
  host: 'host',
})

const state = (value: 'begins' | 'ends' | 'breaks' | 'left out', reason?: string): Happening => ({
  type: 'scenario',
  scenario: 'asking',
  state: value,
  namespace: 'lab-asking',
  ...(reason !== undefined && { reason }),
})

const asked = (answer: string): Happening[] => [
  { type: 'typed', scenario: 'asking', command: 1, line: 'ask', because: 'lab' },
  { type: 'output', scenario: 'asking', command: 1, stream: 'stdout', text: `${answer}\n` },
  { type: 'exited', scenario: 'asking', command: 1, code: 0 },
]

const wordsOf = ({ reason }: Pick<Judgement, 'reason'>) => reason && reasonInWords(reason)

const end: Happening = { type: 'end', outcome: 'complete' }

async function* trace(...happenings: Happening[]): AsyncGenerator<TraceEvent> {
  for (const [index, happening] of happenings.entries()) yield { at: index + 1, ...happening }
}

const verdict = async (drifts: Drift[], ...happenings: Happening[]) =>
  (await judge({ ...claim, drift: drifts }, trace(...happenings))).verdict

describe('without a drift that applies', () => {
  test('true is holds', async () => {
    expect(await verdict([], header('v1.37.2'), state('begins'), ...asked('old'))).toBe('holds')
  })
  test('false is a new drift', async () => {
    expect(await verdict([], header('v1.37.2'), state('begins'), ...asked('new'))).toBe('new drift')
  })
  test('one that comes later does not apply', async () => {
    expect(await verdict([drift], header('v1.29.9'), state('begins'), ...asked('old'))).toBe('holds')
    expect(await verdict([drift], header('v1.29.9'), state('begins'), ...asked('new'))).toBe('new drift')
  })
})

describe('with a drift of which nobody knows whether it had come by then', () => {
  const since = (date: Drift & object, ...versions: [version: string, answer: string, found: Verdict][]) =>
    versions.map((one) => [date, ...one] as const)
  const { holds, source: _, ...said } = { ...alwaysFalse }
  const seenFirst: Drift = { ...said, holds, since: { by: '1.37' } }
  const between: Drift = { ...said, holds, since: { after: '1.30', by: '1.37' } }
  test.each([
    ...since(
      seenFirst,
      ['v1.37.2', 'new', 'drifted'],
      ['v1.37.2', 'old', 'healed'],
      ['v1.36.9', 'new', 'drifted'],
      ['v1.36.9', 'old', 'holds'],
      ['v1.36.9', 'newest', 'new drift'],
      ['v1.19.0', 'new', 'drifted'],
    ),
    ...since(
      between,
      ['v1.31.0', 'new', 'drifted'],
      ['v1.31.0', 'old', 'holds'],
      ['v1.30.9', 'new', 'new drift'],
      ['v1.30.9', 'old', 'holds'],
    ),
    ...since(
      { ...said, holds, since: '1.35' },
      ['v1.35.0', 'new', 'drifted'],
      ['v1.34.9', 'new', 'new drift'],
    ),
  ])('%o on %s that answers %s', async ({ ...date }, version, answer, found) => {
    expect(await verdict([date], header(version), state('begins'), ...asked(answer))).toBe(found)
  })
  test('one that came before is asked where it had not come', async () => {
    const newer: Drift = { ...said, holds: says('newest'), since: { by: '1.37' } }
    const on = (answer: string) =>
      verdict([drift, newer], header('v1.33.0'), state('begins'), ...asked(answer))
    expect(await on('new')).toBe('drifted')
    expect(await on('newest')).toBe('drifted')
    expect(await on('old')).toBe('healed')
    expect(await on('other')).toBe('new drift')
  })
  test('it is told only where it is seen', async () => {
    const on = (answer: string) =>
      judge({ ...claim, drift: [seenFirst] }, trace(header('v1.36.0'), state('begins'), ...asked(answer)))
    expect(await on('old')).not.toHaveProperty('drifts')
    expect((await on('old')).conjuncts).toMatchObject([{ expected: 'old' }])
    expect(await on('new')).toMatchObject({
      drifts: [{ since: { by: '1.37' } }],
      conjuncts: [{ expected: 'new' }],
    })
  })
})

describe('with a drift that applies', () => {
  test('false as written and the new behaviour true is drifted', async () => {
    expect(await verdict([drift], header('v1.30.0'), state('begins'), ...asked('new'))).toBe('drifted')
  })
  test('a release candidate counts as its release', async () => {
    expect(await verdict([drift], header('v1.30.0-rc.1'), state('begins'), ...asked('new'))).toBe('drifted')
  })
  test('true as written is healed', async () => {
    expect(await verdict([drift], header('v1.30.0'), state('begins'), ...asked('old'))).toBe('healed')
  })
  test('both false is a new drift', async () => {
    expect(await verdict([drift], header('v1.30.0'), state('begins'), ...asked('newest'))).toBe('new drift')
  })
  test('one since ever is never held', async () => {
    expect(await verdict([alwaysFalse], header('v1.2.0'), state('begins'), ...asked('new'))).toBe(
      'never held',
    )
  })
  test('it goes by its own axis', async () => {
    const ofKubectl: Drift = { ...drift, change: 'describe-job-suspend' }
    expect(await verdict([ofKubectl], header('v1.37.0', 'v1.29.0'), state('begins'), ...asked('old'))).toBe(
      'holds',
    )
    expect(await verdict([ofKubectl], header('v1.29.0', 'v1.37.0'), state('begins'), ...asked('new'))).toBe(
      'drifted',
    )
  })
  test('of several the newest that has come applies', async () => {
    const newer: Drift = { change: ['get-jobs-status', 'delete-namespace'], holds: says('newest') }
    expect(await verdict([drift, newer], header('v1.33.0'), state('begins'), ...asked('new'))).toBe('drifted')
    expect(await verdict([drift, newer], header('v1.34.0'), state('begins'), ...asked('newest'))).toBe(
      'drifted',
    )
    expect(await verdict([drift, newer], header('v1.34.0'), state('begins'), ...asked('new'))).toBe(
      'new drift',
    )
  })
})

describe('blocked, with the reason', () => {
  const reason = async (...happenings: Happening[]) => {
    const judgement = await judge(claim, trace(...happenings))
    expect(judgement.verdict).toBe('blocked')
    return wordsOf(judgement)
  }
  test('the scenario breaks', async () => {
    expect(await reason(header('v1.37.2'), state('begins'), state('breaks', 'port 8001 is taken'))).toBe(
      'port 8001 is taken',
    )
  })
  test.each(['API server', 'watch'] as const)(
    'the scenario breaks, or the run, for want of the %s',
    async (lost) => {
      const broken = { ...state('breaks', 'x'), lost } as Happening
      const ended: Happening = { type: 'end', outcome: 'broken', reason: 'x', lost }
      for (const last of [broken, ended])
        expect((await judge(claim, trace(header('v1.37.2'), state('begins'), last))).reason).toMatchObject({
          lost,
        })
    },
  )
  test('the scenario ends and nothing was to be seen', async () => {
    expect(await reason(header('v1.37.2'), state('begins'), state('ends'))).toMatch(/was never seen/)
  })
  test('the run ends before the scenario', async () => {
    expect(await reason(header('v1.37.2'), end)).toMatch(/before the scenario asking began/)
  })
  test('the trace breaks off', async () => {
    expect(await reason(header('v1.37.2'), state('begins'))).toBe('the trace breaks off')
  })
  test('changes of a kind that it looks at may have been missed', async () => {
    const ofPods = { ...claim, holds: never(pods.made, above(1)) }
    const missed = (kind: 'Pod' | 'Job') =>
      judge(ofPods, trace(header('v1.37.2'), state('begins'), { type: 'gap', kind, since: 1 }, state('ends')))
    expect(wordsOf(await missed('Pod'))).toMatch(/changes of Pod objects may have been missed/)
    expect(wordsOf(await missed('Job'))).toMatch(/was never seen/)
  })
  test('a signal has ended a line that it looks at', async () => {
    const killed = (line: string, code: number) =>
      [
        { type: 'typed', scenario: 'asking', command: 2, line, because: 'lab' },
        { type: 'exited', scenario: 'asking', command: 2, code },
      ] satisfies Happening[]
    const before = [header('v1.37.2'), state('begins')]
    expect(await reason(...before, ...killed('ask', 137))).toBe('a signal ended “ask” (exit code 137)')
    expect(await verdict([], ...before, ...killed('another', 137), ...asked('old'))).toBe('holds')
  })
  test('so it is where a secret in the line is replaced', async () => {
    const ofSecret = { ...claim, holds: atFirst(stdout('ask s3cretvalue'), is('old')) }
    const typed = { type: 'typed', scenario: 'asking', command: 1, because: 'lab', firstTyped: 1 } as const
    const judged = (...happenings: Happening[]) =>
      judge(
        ofSecret,
        trace(header('v1.37.2'), state('begins'), { ...typed, line: 'ask <secret>' }, ...happenings),
      )
    const killed = { type: 'exited', scenario: 'asking', command: 1, code: 137 } as const
    expect(wordsOf(await judged(killed, state('ends')))).toMatch(/^a signal ended/)
    expect((await judged(...asked('old').slice(1), state('ends'), end)).verdict).toBe('holds')
    expect((await judged(...asked('new').slice(1), state('ends'), end)).verdict).toBe('new drift')
    const leftOut = { type: 'left out', scenario: 'asking', line: 'ask <secret>', reason: 'no' } as const
    const notTyped = trace(header('v1.37.2'), state('begins'), leftOut)
    expect(await judge(ofSecret, notTyped)).toMatchObject({
      verdict: 'not tried',
      reason: { kind: 'left out', why: 'no' },
    })
  })
  test('a line that it looks at gave no prompt back', async () => {
    const endless: Happening[] = [
      { type: 'typed', scenario: 'asking', command: 1, line: 'ask', because: 'lab' },
      { type: 'output', scenario: 'asking', command: 1, stream: 'stdout', text: 'new\n' },
      {
        type: 'exited',
        scenario: 'asking',
        command: 1,
        code: null,
        signal: 'SIGTERM',
        reason: 'it took long',
      },
    ]
    expect(await reason(header('v1.37.2'), state('begins'), ...endless)).toBe('“ask” was ended: it took long')
  })
  test.each([
    "warning: couldn't attach to pod/busybox, falling back to streaming logs: unable to upgrade connection",
    'Error attaching, falling back to logs: Timeout occurred',
  ])('kubectl has lost the pod in which what follows is typed: %s', async (text) => {
    const lost: Happening[] = [
      { type: 'typed', scenario: 'asking', command: 2, line: 'kubectl run', because: 'lab' },
      { type: 'output', scenario: 'asking', command: 2, stream: 'stdout', text: `prompt\n${text}\n` },
    ]
    const before = [header('v1.37.2'), state('begins')]
    expect(await reason(...before, ...lost, ...asked('new'), end)).toBe(
      `it may be due to this: kubectl lost its connection to a pod: ${text}`,
    )
    expect(await verdict([], ...before, ...lost, ...asked('old'), end)).toBe('holds')
    expect(await verdict([], ...before, ...asked('new'), ...lost, end)).toBe('new drift')
  })
  test('of what a line that it looks at printed some is lost, or there twice', async () => {
    const printed = (line: string, ...events: Happening[]): Happening[] => [
      { type: 'typed', scenario: 'asking', command: 2, line, because: 'lab' },
      ...events,
      { type: 'exited', scenario: 'asking', command: 2, code: 0, bytes: { stdout: 6, stderr: 0 } },
    ]
    const output: Happening = {
      type: 'output',
      scenario: 'asking',
      command: 2,
      stream: 'stdout',
      text: 'é old',
    }
    const before = [header('v1.37.2'), state('begins')]
    expect(await reason(...before, ...printed('ask'))).toBe(
      'the trace has 0 bytes of what “ask” wrote to stdout, and not the 6 that came',
    )
    expect(await reason(...before, ...printed('ask', output, output))).toMatch(/has 12 bytes/)
    expect(await verdict([], ...before, ...printed('another'), ...asked('old'))).toBe('holds')
    expect(await verdict([], ...before, ...printed('ask', output), end)).toBe('new drift')
  })
  test('it could not be decided, with what was in the way', async () => {
    const small = stdout('ask').map('the answer is small', (text) => text === 'small')
    const undecided = { ...claim, holds: says('old').given(small) }
    const { verdict: found, reason: because } = await judge(
      undecided,
      trace(header('v1.37.2'), state('begins'), ...asked('new'), state('ends')),
    )
    expect([found, because]).toEqual(['blocked', { kind: 'state not given', state: 'the answer is small' }])
  })
  test('what was certain before stays certain', async () => {
    expect(
      await verdict([], header('v1.37.2'), state('begins'), ...asked('old'), state('breaks', 'later')),
    ).toBe('holds')
  })
})

describe('a disagreement on a machine that was not well', () => {
  const lease: Happening = { type: 'lease', component: 'kube-scheduler', renewed: '1970-01-01T00:00:00Z' }
  const away: Happening = { type: 'away', kind: 'Pod' }
  const before = [header('v1.37.2'), lease, state('begins')]
  const found = async (...happenings: Happening[]) => {
    const judgement = await judge(claim, trace(...happenings))
    return wordsOf(judgement) ?? judgement.verdict
  }
  const ill = 'it may be due to this: the API server could not be reached'

  test('is none', async () => {
    expect(await found(...before, away, ...asked('new'), state('ends'))).toBe(ill)
  })
  test('is certain only when it is known to have been well, or the run ends', async () => {
    expect(await found(...before, ...asked('new'), lease, away)).toBe('new drift')
    expect(await found(...before, ...asked('new'), away, lease)).toBe(ill)
    expect(await found(...before, ...asked('new'), end)).toBe('new drift')
  })
  test('is one where a disagreement is called for', async () => {
    const events = trace(...before, away, ...asked('new'))
    expect((await judge(claim, events, { doubts: false })).verdict).toBe('new drift')
  })
  test('nor is it certain why something was never seen', async () => {
    expect(await found(...before, away, state('ends'))).toBe(
      `the scenario ended and what the claim speaks of was never seen; ${ill}`,
    )
  })
  test('what it was before the scenario does not matter, nor for what is as it should be', async () => {
    expect(await found(before[0] ?? end, away, state('begins'), ...asked('new'), end)).toBe('new drift')
    expect(await found(...before, away, ...asked('old'))).toBe('holds')
  })
})

test('a scenario that was left out is not tried', async () => {
  expect(await verdict([], header('v1.37.2'), state('left out', 'quick'))).toBe('not tried')
})

test('a claim that the run is not for is not tried, and one that it is for is judged', async () => {
  const runFor = (...only: string[]) => ({ ...header('v1.37.2'), only }) as Happening
  const found = async (begin: Happening) => await verdict([], begin, state('begins'), ...asked('old'))
  expect(await found(runFor('job/another'))).toBe('not tried')
  expect(await found(runFor('job/another', 'job/asked'))).toBe('holds')
})

test('a claim that speaks of a line which was left out is not tried, and its reason is given', async () => {
  const leftOut: Happening = { type: 'left out', scenario: 'asking', line: 'ask', reason: 'no rights' }
  const told = [header('v1.37.2'), state('begins'), leftOut, state('ends'), end]
  expect(await judge(claim, trace(...told))).toMatchObject({
    verdict: 'not tried',
    reason: { kind: 'left out', why: 'no rights' },
  })
  const another = { ...leftOut, line: 'ask again' }
  expect(await verdict([], header('v1.37.2'), state('begins'), another, ...asked('old'))).toBe('holds')
})

test('a disagreement is blocked where nobody can tell how the cluster was', async () => {
  const told = [
    { ...header('v1.37.2'), unwitnessed: 'no Leases' } as Happening,
    state('begins'),
    ...asked('new'),
    end,
  ]
  expect(await judge(claim, trace(...told))).toMatchObject({
    verdict: 'blocked',
    reason: { kind: 'doubted', ailments: [{ kind: 'unwitnessed', why: 'no Leases' }] },
  })
})

test('other scenarios do not matter', async () => {
  const others = asked('new').map((happening) => ({ ...happening, scenario: 'other' }) as Happening)
  expect(await verdict([], header('v1.37.2'), state('begins'), ...others, ...asked('old'))).toBe('holds')
})

test('it answers as soon as it is certain, without reading on', async () => {
  async function* endless() {
    yield* trace(header('v1.37.2'), state('begins'), ...asked('old'))
    throw new Error('read on')
  }
  const { verdict: early, at } = await judge(claim, endless())
  expect([early, at]).toEqual(['holds', 5])
})

describe('a claim looks again', () => {
  const object = (kind: 'Pod' | 'Job', revision: number): Happening => ({
    type: 'object',
    change: revision > 1 ? 'modified' : 'added',
    object: {
      kind,
      metadata: {
        name: 'one',
        namespace: 'lab-asking',
        uid: kind,
        resourceVersion: String(revision),
        creationTimestamp: '1970-01-01T00:00:00Z',
      },
      spec: {},
      status: {},
    },
  })
  const lease: Happening = { type: 'lease', component: 'node', renewed: '1970-01-01T00:00:00Z' }
  const beat: Happening = { type: 'heartbeat' }
  const another = asked('new').map((one) => ({ ...one, command: 2, line: 'ask again' }) as Happening)

  /** How often it looks while something happens, after the scenario has begun and all that can be seen is there. */
  async function looksWhen(look: (world: World) => unknown, ...happenings: Happening[]): Promise<number> {
    let looks = 0
    const counted = new Observation('it', { kinds: ['Pod', 'Job'] }, (world) => {
      looks += 1
      return { found: look(world), sources: [] }
    })
    const looking = { ...claim, holds: always(counted, { says: 'anything', test: () => true }) }
    const before = [header('v1.37.2'), state('begins'), ...asked('old'), object('Pod', 1), object('Job', 1)]
    await judge(looking, trace(...before))
    const without = looks
    looks = 0
    await judge(looking, trace(...before, ...happenings))
    return looks - without
  }

  const changes = [object('Pod', 2), { type: 'progress', kind: 'Job', revision: '2' }] satisfies Happening[]
  const lineOf = (world: World) => world.typedAs('ask')
  test.each<[string, (world: World) => unknown, Happening[], number]>([
    ['when an object of its kind changes', (world) => world.ever('Pod'), changes, 1],
    ['not when one of another kind does', (world) => world.first('Job'), changes, 0],
    ['when its line is typed, prints and ends', lineOf, asked('old'), 3],
    ['not when another is', lineOf, another, 0],
    ['when any is, where it looks at all', (world) => world.commands, another, 3],
    ['as time goes by, where it looks at the time', (world) => world.now, [beat, lease, beat], 2],
    ['when more may be known of the machine', (world) => world.health, [beat, lease, beat], 2],
    ['not as time goes by, where it looks at something else', lineOf, [beat, lease, beat], 0],
    ['when the scenario goes on', () => true, [state('ends')], 1],
  ])('%s', async (_, look, happenings, looks) => {
    expect(await looksWhen(look, ...happenings)).toBe(looks)
  })

  test('and what it saw last is still so meanwhile', async () => {
    const holds = always(stdout('ask'), is('old'))
    const told = [header('v1.37.2'), state('begins'), ...asked('old'), beat, lease, beat, end]
    const { verdict: of, conjuncts } = await judge({ ...claim, holds }, trace(...told))
    expect([of, conjuncts[0]?.look?.at]).toEqual(['blocked', 8])
  })
})

test('exit codes: a disagreement first, then what could not be judged, and nothing judged is no success', () => {
  const complete = { outcome: 'complete' } as const
  expect(exitCodeOf(['holds', 'drifted', 'never held', 'not tried'], complete)).toBe(0)
  expect(exitCodeOf(['holds', 'blocked'], complete)).toBe(2)
  expect(exitCodeOf(['blocked', 'healed'], complete)).toBe(1)
  expect(exitCodeOf(['new drift'], complete)).toBe(1)
  expect(exitCodeOf([], complete)).toBe(2)
  for (const outcome of ['interrupted', 'broken', 'cut off'] as const) {
    expect(exitCodeOf(['holds'], { outcome })).toBe(2)
    expect(exitCodeOf(['new drift'], { outcome })).toBe(1)
  }
})
