import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { DOMParser, parseHTML } from 'linkedom'
import { marked, type Token } from 'marked'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { cleaned, type Cleaned } from '../cleaned.ts'
import type { Judgement } from '../judge/judge.ts'
import { countsAs } from '../judge/verdict.ts'
import { claimsOf } from '../lab/lab.ts'
import { neverShown, injected } from '../../testing/hostile.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { tiny } from '../../testing/tiny-reports.ts'
import { judgeAllOn, recordedEvents } from '../../testing/traces.ts'
import type { TraceEvent } from '../trace/event.ts'
import { frameOf } from '../trace/frame.ts'
import { annotationsOf } from './annotations.ts'
import { errataOf } from './errata.ts'
import { jobSummaryOf } from './job-summary.ts'
import { junitOf } from './junit.ts'
import { pageOf } from './html/page.ts'
import { labPage } from './lab-today/lab-page.ts'
import { matrixOf } from './matrix/matrix.ts'
import { matrixMarkdown } from './matrix/matrix-markdown.ts'
import { matrixPage } from './matrix/matrix-page.ts'
import { reportOf, type Report } from './report.ts'
import { tellGitHub } from './tell-github.ts'
import { TerminalReport } from './terminal.ts'

/** Fields that tell what an event is about, and what has a form. */
const kept =
  /^(type|scenario|kind|uid|namespace|resourceVersion|revision|change|state|stream|because|outcome|\w*[tT]ime(stamp)?|renewed|startedAt|finishedAt|written|format|schedule|settled|at|started|verdict|id|step|severity|axis|answer|when|source|part|file|exercise)$/

/** Puts something into every text of a value, but for those that have a form. */
function infected<T>(value: T): T
function infected(value: unknown): unknown {
  if (typeof value === 'string') return value + injected
  if (Array.isArray(value)) return value.map(infected)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, kept.test(key) ? item : infected(item)]),
  )
}

/** A run all of whose texts are hostile: as they came, and as the claims that are judged on them say it. */
let events: TraceEvent[]
let judged: Judgement[]
let report: Report

beforeAll(async () => {
  const recorded = await recordedEvents('v1.37.2')
  // Of the Pods those of one scenario are enough.
  const isNeeded = (event: TraceEvent) =>
    event.type !== 'object' ||
    event.object.kind !== 'Pod' ||
    event.object.metadata.namespace === 'lab-deadline'
  events = recorded.filter(isNeeded).map((event) => infected(event))
  const end = { outcome: 'broken', reason: `why${injected}` } as const
  judged = infected(await judgeAllOn(claimsOf(tinyLab), events))
  const drifted = infected(tiny.report.claims.filter(({ drifts }) => drifts))
  const [first] = judged
  if (!first) throw new TypeError('expected a claim')
  const why = { reason: { kind: 'step broke', why: `why${injected}` } } as const
  judged.push({ ...first, ...why, verdict: 'blocked' }, { ...first, ...why, verdict: 'not tried' })
  const { claims, ...found } = reportOf(tinyLab, judged, { ...frameOf(events, 'trace.ndjson'), end }, 0, {})
  report = { ...found, claims: [...claims, ...drifted] }
})

test('it has claims of every kind', () => {
  expect(report.claims.map(({ verdict }) => countsAs[verdict])).toEqual(
    expect.arrayContaining(['fail', 'error', 'skip', 'pass']),
  )
})

/** What the terminal shows of the run, and of what it waits for. */
function shown(columns?: number): string {
  const stream = Object.assign(new PassThrough(), { isTTY: columns !== undefined, columns })
  const written: string[] = []
  stream.on('data', (data) => written.push(String(data)))
  const terminal = new TerminalReport(tinyLab, stream as unknown as NodeJS.WriteStream)
  for (const event of events) terminal.follow(event)
  for (const judgement of judged) terminal.settled(judgement)
  terminal.end(report, 'reports/v1.37.2')
  return written.join('')
}

const { kubernetes } = tiny.report

/** The run beside a version that can't be had, for a hostile reason. */
const matrix = () =>
  matrixOf(tinyLab, [
    // The version in the header of a trace has a form of its own.
    { name: 'v1.37.2', folder: 'v1.37.2', report: { ...report, kubernetes }, behaviours: new Map() },
    { name: `v1.36${injected}`, blocked: `why${injected}` },
  ])

const isCommand = (line: string) => line.trimStart().startsWith('::') || line.includes('##[')

test('in a log there is nothing that a terminal obeys, and no line is a workflow command', () => {
  const text = shown()
  expect(text).toContain('injected')
  expect(text).not.toMatch(neverShown)
  expect(text.isWellFormed()).toBe(true)
  expect(text.split('\n').filter(isCommand)).toEqual([])
})

test('a terminal gets colours and a status line of ours, and no sequence of others', () => {
  vi.stubEnv('TERM', 'xterm-256color')
  onTestFinished(() => void vi.unstubAllEnvs())
  const text = shown(60)
  // Ours: colours, and how the status line is written anew.
  // oxlint-disable-next-line no-control-regex
  const own = /\u001B\[(?:\d+m|\d*[AKG]|\?2026[hl])/g
  expect(text).toMatch(own)
  expect(text.replaceAll(own, '')).not.toMatch(neverShown)
  expect(text.split('\n').filter(isCommand)).toEqual([])
})

describe('Markdown', () => {
  const tokensOf = (markdown: string) => {
    const found: Token[] = []
    void marked.walkTokens(marked.lexer(markdown), (token) => void found.push(token))
    return found
  }

  test.for([
    ['errata.md', (found: Cleaned<Report>) => errataOf(found, cleaned(events))],
    ['job summary', jobSummaryOf],
    ['matrix.md', () => matrixMarkdown(matrix())],
  ] satisfies [string, (found: Cleaned<Report>) => string][])(
    '%s has no HTML, no link and no image of others, and all its tables are whole',
    ([, write]) => {
      const markdown = write(cleaned(report))
      expect(markdown).toContain('injected')
      expect(markdown).not.toMatch(neverShown)
      expect(markdown.isWellFormed()).toBe(true)
      const tokens = tokensOf(markdown)
      const ofType = (type: string) => tokens.filter((token) => token.type === type)
      expect(ofType('html')).toEqual([])
      expect(ofType('image')).toEqual([])
      const links = ofType('link').map((token) => 'href' in token && String(token.href))
      for (const href of links)
        expect(href).toMatch(/^https:\/\/(github\.com|kubernetes\.io)\/|^v1\.37\.2\/report\.html#/)
      // What can be copied is in code blocks of ours; what others wrote ends none of them.
      for (const { raw } of ofType('code')) expect(raw).toMatch(/^(`{3,})(?:sh|yaml)?\n[^]*\n\1$/)
      for (const table of ofType('table')) {
        const { header, rows, raw } = table as Token & { header: unknown[]; rows: unknown[][]; raw: string }
        expect(raw.trimEnd().split('\n')).toHaveLength(rows.length + 2)
        for (const row of raw.trimEnd().split('\n')) {
          expect(row.match(/(?<!\\)\|/g)).toHaveLength(header.length + 1)
        }
      }
    },
  )
})

test('matrix.html has no element, attribute or address of others', () => {
  const page = matrixPage(matrix())
  expect(page).toContain('injected')
  expect(page).not.toMatch(neverShown)
  const { document } = parseHTML(page)
  expect(document.querySelectorAll('script, img, iframe, link, object')).toHaveLength(0)
})

test('every annotation is one command, and there is no other', () => {
  const lines = annotationsOf(cleaned(report))
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) {
    expect(line).not.toMatch(neverShown)
    expect(line).toMatch(/^::error file=[^:,\n]*,title=[^:,\n]*::[^\n]*$/)
  }
})

test('in a workflow nothing but the annotations is a command', async () => {
  const said = vi.spyOn(console, 'log').mockReturnValue()
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  onTestFinished(() => said.mockRestore())
  await tellGitHub(report, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary') })
  expect(said.mock.calls.flat()).toEqual(annotationsOf(cleaned(report)))
  expect(await readFile(join(folder, 'summary'), 'utf8')).toBe(jobSummaryOf(cleaned(report)))
})

test('junit.xml is XML, and says no more than it should', async () => {
  const xml = junitOf(cleaned(report))
  expect(xml).not.toMatch(neverShown)
  expect(xml.isWellFormed()).toBe(true)
  const contents = await readFile(join(import.meta.dirname, 'schemas/jenkins-junit.xsd'), 'utf8')
  const { errors } = await validateXML({
    xml: [{ fileName: 'junit.xml', contents: xml }],
    schema: [{ fileName: 'junit.xsd', contents }],
  })
  expect(errors).toEqual([])
  const document = new DOMParser().parseFromString(xml, 'text/xml')
  // That the run broke is a case as well.
  expect(document.querySelectorAll('testcase')).toHaveLength(report.claims.length + 1)
  expect(document.querySelectorAll('script, img, b')).toHaveLength(0)
})

test.each([
  ['report.html', pageOf, 1],
  ['lab.html', labPage, 0],
] as const)('%s has no element, attribute or address of others', (_, draw, articles) => {
  const page = draw(cleaned(report), cleaned(events))
  expect(page).toContain('injected')
  expect(page).not.toMatch(neverShown)
  expect(page.isWellFormed()).toBe(true)
  const { document } = parseHTML(page)
  expect(document.querySelectorAll('script, img, b[class], iframe, link, object')).toHaveLength(0)
  const attributes = [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes])
  expect(attributes.filter((attribute) => attribute.name.startsWith('on'))).toEqual([])
  const addresses = attributes.filter((attribute) => /href|src|action/.test(attribute.name))
  for (const { value } of addresses)
    expect(value).toMatch(/^((report\.html)?#|https:\/\/(github\.com|kubernetes\.io)\/)/)
  expect(document.querySelectorAll('article.claim')).toHaveLength(articles * report.claims.length)
})
