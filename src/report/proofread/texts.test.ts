import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { marked, type Token } from 'marked'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod'
import { isAtLength } from '../../../testing/at-length.ts'
import { neverShown, injected } from '../../../testing/hostile.ts'
import { recordedTypings } from '../../../testing/recorded-typings.ts'
import { tinyJudgedText, tinyNotes, tinyTrue } from '../../../testing/tiny-judged-texts.ts'
import { textPatch } from '../../patch/text-patch.ts'
import { judgedText } from '../../proofread/judge-text.ts'
import { isStale, placesOfLine } from '../../proofread/text-summary.ts'
import { sessionOf } from '../../session/session-of.ts'
import { givenText } from '../../text/given-text.ts'
import { tellTexts } from './tell-texts.ts'
import { annotationsOfTexts } from './texts-annotations.ts'
import { textsMarkdown } from './texts-markdown.ts'
import { textsPage } from './texts-page.ts'
import { textsReportOf } from './texts-report.ts'
import { sarifOf } from './texts-sarif.ts'
import { textsInTerminal } from './texts-terminal.ts'
import { writeTexts } from './write-texts.ts'

const notes = textsReportOf([tinyNotes()])
const both = textsReportOf([tinyNotes(), tinyTrue()])

test('in a terminal: first what was read, then what is stale, then what could not be judged', () => {
  expect(textsInTerminal(notes)).toMatchInlineSnapshot(`
    "docs/notes.md, typed on v1.37.2
    1 box (not read: line 24), 6 typed lines (not tried: lines 16, 17), 7 printed places.
    → line 14: kubectl get jobs: columns changed
        printed  NAME COMPLETIONS DURATION AGE
        now      NAME, STATUS, COMPLETIONS, DURATION, AGE
        why      since Kubernetes 1.30: get-jobs-status (kubernetes/kubernetes#123226)
        write    NAME     STATUS    COMPLETIONS   DURATION   AGE
                 sleepy   Running   0/1           3s         3s
    → line 32: kubectl delete jobs.batch sleepy: changed
        printed  job.batch "sleepy" deleted
        now      job.batch "sleepy" deleted from default namespace
        why      since kubectl 1.34: delete-namespace (kubernetes/kubernetes#126619)
    → line 33: kubectl delete --cascade=false rs web: to be typed otherwise
        printed  kubectl delete --cascade=false rs web
        why      since kubectl 1.20: delete-cascade-false (k8s.io/kubectl/pkg/cmd/delete/delete_flags.go, v0.19.0 and v0.20.0)
        write    kubectl delete rs NAME --cascade=orphan
    ✗ line 34: kubectl delete --cascade=false rs web: not printed any more
        printed  replicaset.apps "web" deleted
        now      error: invalid cascade value (false).
        why      no known change
        by hand  The line above is to be typed otherwise.
    ! line 16: It installs a program, which nothing here may do.
    ! line 17: There is no jq here: line 16 was not tried.
    ? line 24: Expected typed lines, an answer or a file, found a drawing.
    7 printed places: 3 as printed, 2 changed, 1 not printed any more, 1 blocked. Something is stale. The patch puts 3 of 4 stale places right. By hand: line 34."
  `)
})

test('of several texts the last lines say what became of each', () => {
  expect(textsInTerminal(both).split('\n').slice(-2)).toEqual([
    'docs/notes.md  Something is stale.',
    'docs/true.md   Nothing is stale.',
  ])
  expect(both.exitCode).toBe(1)
  expect(textsReportOf([tinyTrue()]).exitCode).toBe(0)
})

test('the parts are the whole text, each with its first line and its stale places', () => {
  const parts = notes.texts[0]?.parts ?? []
  const whole = parts.map(({ pieces }) => pieces.map(({ text }) => text).join('')).join('\n')
  const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '')
  expect(lines(whole)).toEqual(lines(tinyNotes().judged.session.text.text))
  expect(parts.map(({ type, line, stale }) => [type, line, stale.length])).toEqual([
    ['prose', 1, 0],
    ['file', 6, 0],
    ['typed', 11, 0],
    ['typed', 13, 1],
    ['typed', 16, 0],
    ['typed', 17, 0],
    ['prose', 21, 0],
    ['not read', 24, 0],
    ['prose', 28, 0],
    ['typed', 31, 1],
    ['typed', 33, 2],
    ['prose', 37, 0],
  ])
})

describe('each small text', async () => {
  const folder = join(import.meta.dirname, '../../../testing/texts')
  const names = (await readdir(folder)).filter((name) => /^\d/.test(name) && !name.includes('utf16'))

  test.each(names)('%s is shown whole, and each of its stale places is marked and listed', async (name) => {
    const text = await givenText(join(folder, name))
    const session = sessionOf(text)
    const judged = judgedText(name, session, await recordedTypings('texts', name, session))
    const report = textsReportOf([{ judged, patch: textPatch(judged) }])
    const parts = report.texts[0]?.parts ?? []
    const words = (all: string) => all.split(/\s+/).join(' ')
    const shown = words(parts.map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join('\n'))
    const isReadAsItIs = !['HTML', 'notebook'].includes(text.form)
    const all = isReadAsItIs
      ? [text.text.replace(/^\uFEFF/, '')]
      : text.blocks.map(({ passage }) => passage.text)
    for (const one of all) expect(shown).toContain(words(one).trim())
    const stale = judged.lines.flatMap((line) => [...line.retype, ...placesOfLine(line).filter(isStale)])
    const listed = parts.flatMap((part) => part.stale)
    expect(listed).toHaveLength(stale.length)
    const pieces = parts.flatMap((part) => part.pieces.filter((piece) => piece.stale !== undefined))
    expect(pieces).toHaveLength(stale.length)
    expect(annotationsOfTexts(report).length).toBeGreaterThanOrEqual(Math.min(stale.length, 10))
    for (const told of [textsInTerminal, textsPage, textsMarkdown])
      for (const { line } of listed)
        expect(told(report)).toMatch(new RegExp(`line(?:s(?: \\d+,)*)? ${line}\\b|, ${line}\\b`))
  })
})

describe('where several versions were typed', () => {
  const text = (since: { after: string | undefined; by: string }) =>
    textsReportOf([
      tinyJudgedText('a.md', '$ kubectl get job\nPending\n', [
        {
          typed: 'kubectl get job',
          printed: 'Pending',
          answer: 'Running',
          places: [{ standing: 'changed', at: 'Pending', shown: 'Running', since }],
        },
      ]),
    ])
  test.each([
    ['since between v1.31 and v1.34; no known change', { after: 'v1.31', by: 'v1.34' }],
    ['already so on v1.31; no known change', { after: undefined, by: 'v1.31' }],
  ])('it is said: %s', (words, since) => {
    for (const told of [textsInTerminal, textsMarkdown, textsPage]) expect(told(text(since))).toContain(words)
  })
})

describe('Markdown', () => {
  test('each stale place has its line, what stood there, what comes, why, and what to write', () => {
    const markdown = textsMarkdown(notes)
    expect(markdown).toContain(
      '- line 14, `kubectl get jobs`: columns changed, since Kubernetes 1.30: `get-jobs-status`',
    )
    expect(markdown).toContain(
      '  - job.batch "sleepy" deleted\n  + job.batch "sleepy" deleted from default namespace\n',
    )
    expect(markdown).toContain(
      '  Write:\n\n  ```\n  NAME     STATUS    COMPLETIONS   DURATION   AGE\n  sleepy   Running',
    )
    expect(markdown).toContain('- line 24: Expected typed lines, an answer or a file, found a drawing.')
  })

  test('as much as fits a comment, in whole parts, and how much is left out', () => {
    const line = (index: number) => ({
      typed: `kubectl get job j${index}`,
      printed: `old${index}`,
      answer: 'new',
      places: [{ standing: 'changed' as const, at: `old${index}`, shown: 'new '.repeat(200) }],
    })
    const all = Array.from({ length: 200 }, (_, index) => line(index))
    const text = all.map(({ typed, printed }) => `$ ${typed}\n${printed}\n`).join('')
    const markdown = textsMarkdown(textsReportOf([tinyJudgedText('a.md', text, all)]))
    expect(markdown.length).toBeLessThanOrEqual(65_536)
    expect(markdown.length).toBeGreaterThan(63_000)
    const shown = markdown.match(/^- line /gm)?.length ?? 0
    expect(markdown.trimEnd().split('\n').at(-1)).toBe(
      `**Cut here: a comment can't have more. ${200 - shown} parts are left out; proofread.html has all.**`,
    )
    expect(markdown.match(/```/g)?.length).toBe(shown * 2)
  })
})

test('annotations: a warning at each stale place and each box that was not read', () => {
  expect(annotationsOfTexts(notes).map((line) => line.split('::')[1])).toEqual([
    'warning file=docs/notes.md,line=14,title=columns changed',
    'warning file=docs/notes.md,line=32,title=changed',
    'warning file=docs/notes.md,line=33,title=to be typed otherwise',
    'warning file=docs/notes.md,line=34,title=not printed any more',
    'warning file=docs/notes.md,line=24,title=not read',
  ])
  expect(annotationsOfTexts(notes)[1]?.split('::')[2]?.split('%0A')).toEqual([
    'printed: job.batch "sleepy" deleted',
    'now: job.batch "sleepy" deleted from default namespace',
    'why: since kubectl 1.34: delete-namespace (kubernetes/kubernetes#126619)',
    'write: job.batch "sleepy" deleted from default namespace',
  ])
})

describe('SARIF', async () => {
  const path = join(import.meta.dirname, '../schemas/sarif-2.1.0.json')
  const schema = z.fromJSONSchema(JSON.parse(await readFile(path, 'utf8')) as z.core.JSONSchema.JSONSchema)
  const read = (text: string) =>
    JSON.parse(text) as {
      runs: {
        tool: { driver: { rules: { id: string; helpUri?: string; help: { markdown?: string } }[] } }
        results: {
          ruleId: string
          ruleIndex: number
          locations: {
            physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }
          }[]
        }[]
      }[]
    }

  test('is what the schema says, and that would notice what is not', () => {
    const sarif = sarifOf(both)
    expect(schema.safeParse(JSON.parse(sarif)).error).toBeUndefined()
    for (const wrong of [sarif.replace('"startLine": 14', '"startLine": 0'), sarif.replace('"2.1.0"', '"2"')])
      expect(schema.safeParse(JSON.parse(wrong)).success).toBe(false)
  })

  test('a rule is a known change with its source, a result a stale place in its file and line', () => {
    const [run] = read(sarifOf(both)).runs
    const { rules } = run?.tool.driver ?? { rules: [] }
    expect(rules.map(({ id }) => id)).toEqual([
      'get-jobs-status',
      'delete-namespace',
      'delete-cascade-false',
      'not-printed-any-more',
    ])
    expect(rules[0]?.helpUri).toBe('https://github.com/kubernetes/kubernetes/pull/123226')
    expect(rules[0]?.help.markdown).toContain('Since Kubernetes 1.30')
    expect(
      run?.results.map(({ ruleId, ruleIndex, locations: [place] }) => [
        ruleId,
        rules[ruleIndex]?.id,
        place?.physicalLocation.artifactLocation.uri,
        place?.physicalLocation.region.startLine,
      ]),
    ).toEqual(
      [
        ['get-jobs-status', 14],
        ['delete-namespace', 32],
        ['delete-cascade-false', 33],
        ['not-printed-any-more', 34],
      ].map(([id, line]) => [id, id, 'docs/notes.md', line]),
    )
  })

  test('a path is written as an address has it', () => {
    const text = { ...tinyTrue() }
    const stale = tinyJudgedText('my docs/ä#1%.md', '$ a\nb\n', [
      { typed: 'a', printed: 'b', answer: 'c', places: [{ standing: 'changed', at: 'b', shown: 'c' }] },
    ])
    expect(sarifOf(textsReportOf([text, stale]))).toContain('"uri": "my%20docs/%C3%A4%231%25.md"')
  })
})

describe('files', () => {
  async function folder() {
    const made = await mkdtemp(join(tmpdir(), 'texts-'))
    onTestFinished(() => rm(made, { recursive: true }))
    return made
  }

  test('page, Markdown, JSON, and the patch; one of other texts does not stay', async () => {
    const to = await folder()
    await writeTexts(notes, 'a patch', to)
    expect((await readdir(to)).toSorted()).toEqual(
      ['html', 'json', 'md', 'patch'].map((end) => `proofread.${end}`),
    )
    await writeTexts(notes, '', to)
    expect((await readdir(to)).toSorted()).toEqual(['html', 'json', 'md'].map((end) => `proofread.${end}`))
    expect(JSON.parse(await readFile(join(to, 'proofread.json'), 'utf8'))).toMatchObject({ exitCode: 1 })
  })

  test('in a GitHub workflow the summary has it, and what is stale is marked', async () => {
    const said = vi.spyOn(console, 'log').mockReturnValue()
    onTestFinished(() => said.mockRestore())
    const summary = join(await folder(), 'summary')
    await writeFile(summary, '')
    await tellTexts(notes, 'words', { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary })
    expect(said.mock.calls.flat()).toEqual([textsInTerminal(notes), ...annotationsOfTexts(notes)])
    expect(await readFile(summary, 'utf8')).toBe(textsMarkdown(notes))
    said.mockClear()
    await tellTexts(notes, 'words', {})
    expect(said.mock.calls.flat()).toEqual([textsInTerminal(notes)])
  })
})

describe('of a hostile text', () => {
  const line = injected.trim().replaceAll(/[\r\n]+/g, ' ')
  const text = `${injected}\n\`\`\`console\n$ kubectl ${line}\n${injected}\n\`\`\`\n\n    ${line} unread\n`
  const hostile = textsReportOf([
    tinyJudgedText(`docs/${injected}.md`, text, [
      {
        typed: `kubectl ${line}`,
        printed: injected,
        answer: `${injected}other`,
        blocked: `why${injected}`,
        places: [
          {
            standing: 'changed',
            at: injected,
            shown: `${injected}other`,
            mending: { write: `${injected}other` },
          },
          {
            standing: 'missing',
            at: injected,
            shown: injected,
            path: [injected],
            mending: { left: injected },
          },
          { standing: 'not read', at: '::error', reason: `reason${injected}` },
        ],
        retype: ['delete-cascade-false'],
      },
      { unread: `${line} unread`, reason: `unread${injected}` },
    ]),
    tinyTrue(),
  ])
  const outputs = {
    terminal: textsInTerminal(hostile),
    page: textsPage(hostile),
    Markdown: textsMarkdown(hostile),
    SARIF: sarifOf(hostile),
    annotations: annotationsOfTexts(hostile).join('\n'),
    JSON: JSON.stringify(hostile),
  }

  test.each(Object.entries(outputs))('nothing hidden is in the %s', (_, output) => {
    expect(output).toContain('injected')
    expect(output).not.toMatch(neverShown)
    expect(output.isWellFormed()).toBe(true)
  })

  test('in a log no line is a command but annotations', async () => {
    const said = vi.spyOn(console, 'log').mockReturnValue()
    onTestFinished(() => said.mockRestore())
    await tellTexts(hostile, 'words', {})
    const lines = said.mock.calls.flat().join('\n').split('\n')
    expect(lines.filter((one) => one.trimStart().startsWith('::') || one.includes('##['))).toEqual([])
    for (const one of annotationsOfTexts(hostile))
      expect(one).toMatch(/^::warning file=[^:,\n]*,line=\d+,title=[^:,\n]*::[^\n]*$/)
  })

  test('the page has no element, attribute or address of others', () => {
    const { document } = parseHTML(outputs.page)
    expect(document.querySelectorAll('script, img, b, iframe, link, object')).toHaveLength(0)
    const attributes = [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes])
    expect(attributes.filter(({ name }) => /^on|^style$/.test(name))).toEqual([])
    const addresses = attributes.filter(({ name }) => /href|src|action/.test(name)).map(({ value }) => value)
    for (const address of addresses) expect(address).toMatch(/^(#|https:\/\/(github\.com|kubernetes\.io)\/)/)
  })

  test('the Markdown has no HTML, no image and no link of others', () => {
    const found: Token[] = []
    void marked.walkTokens(marked.lexer(outputs.Markdown), (token) => void found.push(token))
    const ofType = (type: string) => found.filter((token) => token.type === type)
    expect(ofType('html')).toEqual([])
    expect(ofType('image')).toEqual([])
    for (const token of ofType('link'))
      expect('href' in token && token.href).toMatch(/^https:\/\/(github\.com|kubernetes\.io)\//)
    for (const { raw } of ofType('code')) expect(raw.trimEnd()).toMatch(/^(`{3,})(?:diff|sh)?\n[^]*\n\1$/)
  })
})

test('long texts: a line of a megabyte, and many lines, in time that grows with them', () => {
  const made = (count: number, length: number) => {
    const all = Array.from({ length: count }, (_, index) => ({
      typed: `kubectl get job j${index}`,
      printed: 'o'.repeat(length),
      answer: 'n'.repeat(length),
      places: [{ standing: 'changed' as const, at: 'o'.repeat(length), shown: 'n'.repeat(length) }],
    }))
    const text = all.map(({ typed, printed }) => `$ ${typed}\n${printed}\n`).join('')
    return tinyJudgedText('a.md', text, all)
  }
  const seconds = (...args: Parameters<typeof made>) => {
    const text = made(...args)
    const before = process.cpuUsage()
    const report = textsReportOf([text])
    for (const told of [textsInTerminal, textsPage, textsMarkdown, sarifOf]) told(report)
    annotationsOfTexts(report)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6
  }
  seconds(1, 1_000_000)
  expect(seconds(1, 1_000_000)).toBeLessThan(3)
  const lines = isAtLength ? 20_000 : 4000
  expect(seconds(lines, 40)).toBeLessThan(lines / 2000)
})
