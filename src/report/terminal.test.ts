import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Judgement } from '../judge/judge.ts'
import { countsAs } from '../judge/verdict.ts'
import type { Happening } from '../trace/event.ts'
import { fakeStream, onScreen } from '../../testing/fake-stream.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { tiny } from '../../testing/tiny-reports.ts'
import { TerminalReport } from './terminal.ts'

const { report } = tiny
const asRecorded = report.claims.filter(({ verdict }) => countsAs[verdict] === 'pass')

const claim = (id: Judgement['id'], verdict: Judgement['verdict']): Judgement => ({
  id,
  step: '2.1',
  says: 'Then the Job is complete, and so are all of the pods that it has made in the meantime.',
  scenario: 'single',
  verdict,
  at: 0,
  conjuncts: [
    {
      what: 'the age of the Job',
      when: 'at first',
      expected: 'above 40',
      answer: verdict === 'holds' ? 'holds' : 'fails',
      look: { at: 0, found: 31.733_000_04, sources: [] },
    },
    { what: 'the Job is there', when: 'at last', expected: 'yes', answer: 'open' },
  ],
  ...(verdict === 'blocked' && { reason: { kind: 'step broke', why: 'no image' } as const }),
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
  vi.stubEnv('TERM', 'xterm')
  vi.stubEnv('NO_COLOR', undefined)
  vi.stubEnv('FORCE_COLOR', undefined)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

/** Lets a scenario wait for something, then beats once a second. */
function wait(terminal: TerminalReport, seconds: number, scenarios = ['deadline']) {
  const tell = (happening: Happening) => terminal.follow({ at: Date.now(), ...happening })
  for (const [index, scenario] of scenarios.entries()) {
    tell({ type: 'scenario', scenario, state: 'begins', namespace: `lab-${scenario}` })
    tell({ type: 'awaiting', scenario, what: `${scenario} is over`, until: Date.now() + 75_000 + index })
  }
  for (let second = 1; second <= seconds; second += 1) {
    vi.setSystemTime(Date.now() + 1000)
    tell({ type: 'heartbeat' })
  }
}

describe('claims', () => {
  test('one line each, below the title of their section', () => {
    const { stream, text } = fakeStream()
    const terminal = new TerminalReport(tinyLab, stream)
    terminal.settled(claim('job/completes', 'holds'))
    terminal.settled(claim('job/defaults', 'drifted'))
    terminal.settled(claim('cronjob/job-names', 'holds'))
    expect(
      text()
        .split('\n')
        .map((line) => line.slice(0, 40)),
    ).toEqual([
      '',
      '2 Jobs',
      '✓ holds      job/completes              ',
      '→ drifted    job/defaults               ',
      '',
      '3 CronJobs',
      '✓ holds      cronjob/job-names          ',
      '',
    ])
  })
  test('a fail shows what was expected and found, conjunct by conjunct, a blocked one why', () => {
    const { stream, text } = fakeStream()
    const terminal = new TerminalReport(tinyLab, stream)
    terminal.settled(claim('job/completes', 'new drift'))
    terminal.settled(claim('job/defaults', 'blocked'))
    expect(text()).toContain(
      '    ✗ at first: the age of the Job: expected above 40; found 31.733\n' +
        '    · at last: the Job is there: expected yes; nothing to see so far\n',
    )
    expect(text()).toContain('    because no image\n')
  })
  test('the conjunct that decided has the colour of the verdict', () => {
    vi.stubEnv('CI', undefined)
    vi.stubEnv('TERM', 'xterm-256color')
    const { stream, text } = fakeStream(120)
    const terminal = new TerminalReport(tinyLab, stream)
    terminal.settled(claim('job/completes', 'new drift'))
    expect(text()).toContain('\u001B[31m✗ at first')
    expect(text()).toContain('\n    · at last')
  })
  test.each([40, 80, 120])('nothing is wider than a terminal of %i columns', (columns) => {
    const { stream, text } = fakeStream(columns)
    const terminal = new TerminalReport(tinyLab, stream)
    for (const verdict of ['holds', 'new drift', 'blocked', 'not tried'] as const) {
      terminal.settled(claim('job/completes', verdict))
    }
    terminal.end(report, 'reports/v1.37.2')
    const widths = text()
      .split('\n')
      .map((line) => stripVTControlCharacters(line).length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns)
    expect(stripVTControlCharacters(text()).replaceAll(/\s+/g, ' ')).toContain(
      'that it has made in the meantime.',
    )
  })
  test('a character that takes two columns counts as two', () => {
    const { stream, text } = fakeStream(40)
    const says = '漢字漢字漢字 '.repeat(10)
    new TerminalReport(tinyLab, stream).settled({ ...claim('job/completes', 'holds'), says })
    const widths = stripVTControlCharacters(text())
      .split('\n')
      .map((line) => line.length + (line.match(/[漢字]/g) ?? []).length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(40)
  })
  test('colours are for terminals, and not where NO_COLOR is set', () => {
    vi.stubEnv('CI', undefined)
    vi.stubEnv('NO_COLOR', undefined)
    vi.stubEnv('TERM', 'xterm-256color')
    const terminal = fakeStream(120)
    new TerminalReport(tinyLab, terminal.stream).settled(claim('job/completes', 'holds'))
    expect(terminal.text()).toContain('\u001B[32m')

    const file = fakeStream()
    new TerminalReport(tinyLab, file.stream).settled(claim('job/completes', 'holds'))
    expect(file.text()).not.toContain('\u001B')

    vi.stubEnv('NO_COLOR', '1')
    const plain = fakeStream(120)
    new TerminalReport(tinyLab, plain.stream).settled(claim('job/completes', 'holds'))
    expect(plain.text()).not.toContain('\u001B')
  })
})

describe('waits', () => {
  test('on a terminal the one that ends first is on one line, which is written anew', () => {
    const { stream, text } = fakeStream(120)
    const terminal = new TerminalReport(tinyLab, stream)
    wait(terminal, 2, ['deadline', 'cron', 'history'])
    expect(text()).toContain('… deadline: deadline is over, 1:14 left; 2 more')
    expect(onScreen(text())).toEqual(['… deadline: deadline is over, 1:13 left; 2 more', ''])
    terminal.settled(claim('job/completes', 'holds'))
    expect(onScreen(text()).slice(0, 3)).toEqual(['', '2 Jobs', expect.stringMatching(/^✓ holds +job\/comp/)])
    expect(onScreen(text()).join('')).not.toContain('deadline')
  })
  test('the status line is never wider than the terminal', () => {
    const { stream, text } = fakeStream(30)
    wait(new TerminalReport(tinyLab, stream), 1)
    expect(onScreen(text())).toEqual(['… deadline: deadline is over,…', ''])
  })
  test('elsewhere a line every 15 s of silence at the most', () => {
    const { stream, text } = fakeStream()
    wait(new TerminalReport(tinyLab, stream), 31)
    expect(text()).toBe('… deadline: deadline is over, 1:00 left\n… deadline: deadline is over, 0:45 left\n')
  })
  test('a wait that is over is not told', () => {
    const { stream, text } = fakeStream(120)
    const terminal = new TerminalReport(tinyLab, stream)
    wait(terminal, 0)
    terminal.follow({
      type: 'scenario',
      at: 1,
      scenario: 'deadline',
      state: 'ends',
      namespace: 'lab-deadline',
    })
    terminal.follow({ type: 'heartbeat', at: 2 })
    expect(text()).toBe('')
  })
})

describe('the end', () => {
  const end = (verdict?: 'new drift' | 'blocked', folder?: string) => {
    const { stream, text } = fakeStream()
    const [first, ...others] = asRecorded
    const claims = verdict && first ? [{ ...first, verdict, reason: 'no image' }, ...others] : asRecorded
    new TerminalReport(tinyLab, stream).end({ ...report, claims }, folder)
    return text().trimEnd().split('\n')
  }

  test('counts, times, reports, and the errata next when all is as recorded', () => {
    const lines = end(undefined, 'reports/v1.37.2')
    expect(lines[1]).toBe('Kubernetes v1.37.2, kubectl v1.37.2')
    expect(lines[2]).toMatch(/^\d+ claims: \d+ holds, \d+ drifted/)
    expect(lines).toContain('Time: lab 295.0 s, total 315.2 s')
    expect(lines.at(-1)).toBe(
      'Next: all is as recorded; reports/v1.37.2/errata.md says what to change in the text',
    )
  })
  test('modules of another patch in Kubernetes are named', () => {
    const { stream, text } = fakeStream()
    const nodeImage = 'node:v1.31.14 (v1.31.14, of it k8s.io/kube-proxy v0.31.11)'
    const kubernetes = { ...report.kubernetes, nodeImage }
    new TerminalReport(tinyLab, stream).end({ ...report, kubernetes })
    expect(text()).toContain(`\nNode: ${nodeImage}\n`)
  })
  test('the report next when something is new, which is named once more', () => {
    const lines = end('new drift', 'reports/v1.37.2')
    expect(lines).toContain(`✗ new drift  ${asRecorded[0]?.id}, step ${asRecorded[0]?.step}`)
    expect(lines.at(-1)).toBe(
      `Next: reports/v1.37.2/report.html shows what was found instead of ${asRecorded[0]?.id}`,
    )
  })
  test('a folder is named in one line, whatever it is called', () => {
    const lines = end(undefined, 'a\nb\u009B')
    expect(lines).toContain(
      String.raw`Reports: a\nb\u009b/ (report.html, errata.md, lab.html, junit.xml, report.json)`,
    )
  })
  test('another run next when something could not be judged', () => {
    expect(end('blocked').at(-1)).toBe(
      `Next: find out why ${asRecorded[0]?.id} could not be judged (no image), then run it again`,
    )
  })
})
