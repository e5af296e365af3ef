import { describe, expect, test } from 'vitest'
import type { Judgement } from '../judge/judge.ts'
import type { Accepted } from '../lab/accepted.ts'
import type { Source } from '../property/source.ts'
import { judgedOn, type JudgedLook } from '../../testing/judged-on.ts'
import { contentOf, contentOfLines, partsOf, valueOf, type Content } from './content.ts'
import { differencesOf } from './differences.ts'
import { ownerOf, type Side } from './owner.ts'

const line = 'kubectl get job'

const part = (stdout: Content) =>
  partsOf([
    ['stdout', stdout],
    ['exit code', valueOf('0')],
  ])
const side = (content: Content, judgements: readonly Judgement[], command: number): Side => ({
  seen: new Map([['key', { scenario: 'single', of: line, command, content }]]),
  judged: judgements,
})

/** The owners of all that differs, by the looks of claims at the one and the other. */
function owners(
  printed: readonly [string, string],
  claims: Record<`${string}/${string}`, readonly [JudgedLook, JudgedLook]>,
  accepted: readonly Accepted[] = [],
) {
  const contents = printed.map((text) => part(contentOf(text))) as [Content, Content]
  const sides = [0, 1].map((index) =>
    side(
      contents[index] as Content,
      Object.entries(claims).map(([id, looks]) =>
        judgedOn(id as `${string}/${string}`, looks[index] as JudgedLook),
      ),
      index + 7,
    ),
  ) as [Side, Side]
  return differencesOf(...contents).map((difference) => ownerOf('key', difference, sides, accepted))
}

const at = (command: number, place?: Extract<Source, { type: 'command' }>['place']): Source => ({
  type: 'command',
  command,
  part: 'stdout',
  ...(place && { place }),
})
const both = (
  place?: Extract<Source, { type: 'command' }>['place'],
  more: Partial<JudgedLook> = {},
): [JudgedLook, JudgedLook] => [{ sources: [at(7, place)] }, { sources: [at(8, place)], ...more }]
const nobody = { type: 'nobody' }
const ofClaim = { type: 'claim', claims: [{ id: 'a/a' }] }

describe('a claim that looks at the place owns it where its verdict is another', () => {
  const table = (row: string) => `NAME   STATUS   AGE\n${row}`
  const rows = [table('a      Yes      1s'), table('a      No       1s')] as const
  const list = (one: string, other: string) =>
    JSON.stringify({
      items: [
        { name: 'a', v: one },
        { name: 'b', v: other },
      ],
    })

  test.each([
    ['a column', rows, { column: 'STATUS' }, ofClaim],
    ['another column', rows, { column: 'AGE' }, nobody],
    ['a column that is gone', [rows[0], rows[0].replace('STATUS', 'STATE ')], { column: 'STATUS' }, ofClaim],
    [
      'a column beside one that is gone',
      [rows[0], rows[0].replace('STATUS', 'STATE ')],
      { column: 'AGE' },
      nobody,
    ],
    ['a row that is gone', [rows[0], 'NAME   STATUS   AGE'], { column: 'AGE' }, ofClaim],
    ['a field', ['Name:   a\nKind:   1', 'Name:   a\nKind:   2'], { field: 'Kind' }, ofClaim],
    ['another field', ['Name:   a\nKind:   1', 'Name:   a\nKind:   2'], { field: 'Name' }, nobody],
    ['a path', ['kind: A\nx: {y: 1}', 'kind: A\nx: {y: 2}'], { path: 'x.y' }, ofClaim],
    ['what is above it', ['kind: A\nx: {y: 1}', 'kind: A\nx: {y: 2}'], { path: 'x' }, ofClaim],
    ['what was in a part that is gone', ['kind: A\nx: {y: 1}', 'kind: A'], { path: 'x.y' }, ofClaim],
    ['what was not there', ['kind: A', 'kind: A\nx: {y: 1}'], { path: 'x.y' }, ofClaim],
    ['an item by its number', [list('1', '1'), list('1', '2')], { path: 'items.1.v' }, ofClaim],
    ['another item', [list('1', '1'), list('1', '2')], { path: 'items.0.v' }, nobody],
    ['each item', [list('1', '1'), list('1', '2')], { path: 'items.*.v' }, ofClaim],
  ] as const)('%s', (_, printed, place, owner) => {
    expect(owners(printed, { 'a/a': both(place, { verdict: 'new drift' }) })).toEqual([owner])
    expect(owners(printed, { 'a/a': both(place) })).toEqual([nobody])
  })

  test('not what another command printed, nor what was printed in another scenario', () => {
    const other: JudgedLook = { sources: [at(9, { column: 'STATUS' })] }
    expect(owners(rows, { 'a/a': [other, other] })).toEqual([nobody])
    const [one, two] = both({ column: 'STATUS' })
    const elsewhere = [one, two].map((look) => ({ ...look, scenario: 'cron' })) as [JudgedLook, JudgedLook]
    expect(owners(rows, { 'a/a': elsewhere })).toEqual([nobody])
  })
})

describe('a claim that looks at all of a text', () => {
  const texts = ['deleted', 'deleted from default'] as const
  test('does not own it by a drift: that may be about something else', () => {
    expect(owners(texts, { 'a/a': both(undefined, { since: '1.34' }) })).toEqual([nobody, nobody])
  })
  test('owns it when its verdict is another', () => {
    expect(owners(texts, { 'a/a': both(undefined, { verdict: 'new drift' }) })).toEqual([ofClaim, ofClaim])
  })
  test('does not own what it does not mind', () => {
    expect(owners(texts, { 'a/a': both() })).toEqual([nobody, nobody])
  })
})

describe('a drift at this very place', () => {
  const printed = ['kind: A\nx: {y: 1}', 'kind: A\nx: {y: 2}'] as const
  const decidedOn = (found: string) => ({ 'a/a': both({ path: 'x.y' }, { since: '1.34', found }) }) as const
  test('owns what its claim was decided on', () => {
    expect(owners(printed, decidedOn('2'))).toEqual([
      { type: 'drift', claims: [{ id: 'a/a', since: '1.34', axis: 'server' }] },
    ])
  })
  test('owns nothing else', () => {
    expect(owners(printed, decidedOn('3'))).toEqual([nobody])
  })
})

test('a claim that looks at all of a table looks at its columns', () => {
  const [before, row, column] = [
    'NAME   STATUS\na      Yes',
    'NAME   STATUS\na      No',
    'NAME   STATE\na      Yes',
  ]
  const minding = { 'a/a': both(undefined, { verdict: 'new drift' }) } as const
  expect(owners([before, row], minding)).toEqual([nobody])
  expect(owners([before, column], minding)).toEqual([ofClaim])
})

describe('a change that is known at the place comes first', () => {
  const [before, after] = [
    'NAME     COMPLETIONS   DURATION   AGE\nsleepy   1/1           6s         9s',
    'NAME     STATUS     COMPLETIONS   DURATION   AGE\nsleepy   Complete   1/1           6s         9s',
  ]
  const between = (one: string, other: string, of = line, printed: readonly string[] = [before, after]) => {
    const contents = printed.map((text) => part(contentOf(text)))
    const sides = contents.map((content, index) => {
      const version = `v${[one, other][index]}.0`
      const claims = [judgedOn('a/a', { sources: [at(index + 7, { column: 'STATUS' })] })]
      const { seen, judged } = side(content, claims, index + 7)
      const own = new Map([...seen].map(([key, found]) => [key, { ...found, of }]))
      return { seen: own, judged, versions: { server: version, kubectl: version } }
    }) as unknown as [Side, Side]
    const accepted = [{ of: /./, place: /./, because: 'so' }]
    return differencesOf(...(contents as [Content, Content])).map((difference) =>
      ownerOf('key', difference, sides, accepted),
    )
  }
  const change = { type: 'change', changes: [{ id: 'get-jobs-status', since: '1.30', axis: 'server' }] }

  test.each([
    ['1.29', '1.30'],
    ['1.24', '1.37'],
  ])('from %s to %s', (one, other) => {
    expect(between(one, other)).toEqual([change])
  })
  test('also from the newer to the older', () => {
    expect(between('1.37', '1.29', line, [after, before])).toEqual([change])
  })
  test.each([
    ['both have it', between('1.30', '1.37')],
    ['neither has it', between('1.24', '1.29')],
    ['the old one has it and the new one not', between('1.29', '1.30', line, [after, before])],
    ['another kind is listed', between('1.29', '1.30', 'kubectl get pods')],
  ])('not where %s', (_, found) => {
    expect(found).not.toContainEqual(change)
  })
})

describe('what the lab accepts', () => {
  const accepted: Accepted[] = [{ of: /^kubectl get/, place: /^stdout x\b/, shows: /^2$/, because: 'so' }]
  const printed = ['kind: A\nx: {y: 1}', 'kind: A\nx: {y: 2}'] as const
  test('comes before a claim that has no drift', () => {
    expect(owners(printed, { 'a/a': both({ path: 'x.y' }) }, accepted)).toEqual([
      { type: 'accepted', because: 'so' },
    ])
  })
  test('comes after a drift at this very place', () => {
    const decided = both({ path: 'x.y' }, { since: '1.34', found: '2' })
    expect(owners(printed, { 'a/a': decided }, accepted)).toMatchObject([{ type: 'drift' }])
  })
  test('is no other line, place or value', () => {
    expect(owners(['kind: A\nz: 1', 'kind: A\nz: 2'], {}, accepted)).toEqual([nobody])
    expect(owners([printed[0], 'kind: A\nx: {y: 3}'], {}, accepted)).toEqual([nobody])
    expect(owners(printed, {}, [{ of: /^curl/, place: /./, because: 'so' }])).toEqual([nobody])
  })
})

test('an exit code belongs to a claim that looks at it, or at how the program ends', () => {
  const contents = ['0', '1'].map((code) => partsOf([['exit code', valueOf(code)]])) as [Content, Content]
  const [difference] = differencesOf(...contents)
  const sides = contents.map((content, index) =>
    side(
      content,
      [
        judgedOn('a/a', {
          sources: [{ type: 'command', command: index + 7, part: 'end' }],
          ...(index === 1 && { verdict: 'new drift' }),
        }),
      ],
      index + 7,
    ),
  ) as [Side, Side]
  expect(difference && ownerOf('key', difference, sides, [])).toEqual(ofClaim)
})

test('the lives of objects belong to a change of the condition, and to nobody else', () => {
  const ownerOfLives = (aspect: string, before: string | undefined, after: string | undefined) => {
    const sides = [before, after].map((way, index) => ({
      seen: new Map([
        ['key', { scenario: 'single', of: 'Job', content: contentOfLines(way === undefined ? [] : [way]) }],
      ]),
      judged: [judgedOn('a/a', { sources: [{ type: 'kind', kind: 'Job' }], since: '1.31' })],
      versions: { server: `v1.3${index}.1`, kubectl: 'v1.37.2' },
    })) as unknown as [Side, Side]
    const values = [before, after] as const
    return ownerOf('key', { path: ['lives', aspect], values, shapes: values, isLine: true }, sides, []).type
  }
  expect(ownerOfLives('FailureTarget', undefined, 'True')).toBe('change')
  expect(ownerOfLives('FailureTarget', 'True', undefined)).toBe('nobody')
  expect(ownerOfLives('Failed', undefined, 'True')).toBe('nobody')
  expect(ownerOfLives('order', 'Failed', 'FailureTarget → Failed')).toBe('change')
  expect(ownerOfLives('order', 'Failed', 'FailureTarget → Complete')).toBe('nobody')
})
