import { DOMParser } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { Lane, LaneMark, Timeline } from '../timeline.ts'
import { drawTimeline } from './draw-timeline.ts'
import type { VerdictMoment } from './rows.ts'

const minute = 60_000
const lane = (kind: Lane['kind'], name: string, more: Partial<Lane> = {}): Lane => ({
  kind,
  name,
  label: name,
  depth: kind === 'Pod' ? 1 : 0,
  spans: [{ state: kind === 'Pod' ? 'ready' : 'there', from: 0, to: minute }],
  marks: [],
  end: undefined,
  deadline: undefined,
  ...more,
})
const mark = (type: LaneMark['type'], at: number, word?: string): LaneMark => ({
  at,
  type,
  says: `${type} ${word ?? ''}`.trim(),
  ...(word !== undefined && { word }),
})
const timeline = (lanes: readonly Lane[], more: Partial<Timeline> = {}): Timeline => ({
  start: 0,
  from: 0,
  to: 2 * minute,
  grid: [],
  lanes,
  ...more,
})
const moment = (at: number, number: number): VerdictMoment => ({ at, number, id: 'job/a', verdict: 'holds' })

const drawn = (of: Timeline, moments: readonly VerdictMoment[] = [], width = 880) =>
  new DOMParser().parseFromString(drawTimeline(of, moments, width, 'A timeline'), 'image/svg+xml')
const texts = (svg: ReturnType<typeof drawn>) =>
  [...svg.querySelectorAll('text')].map((text) => text.textContent ?? '').filter((text) => text !== '')

test('all that has a title says what it is and when, from the start of the lab', () => {
  const marks = [
    mark('status', minute),
    mark('edit', minute, 'replicas 4'),
    mark('condition', minute, 'Complete'),
  ]
  const spans = (['waiting', 'running', 'ready', 'stopping'] as const).map((state, index) => ({
    state,
    from: index * 1000,
    to: index * 1000 + 1000,
  }))
  const lanes = [lane('Job', 'web', { marks }), lane('Pod', 'web-a', { spans })]
  const svg = drawn(timeline(lanes, { start: -minute }), [moment(minute, 1)])
  expect([...svg.querySelectorAll('title')].map((title) => title.textContent)).toEqual([
    'web is there for 60.0 s, from 1:00.0 to 2:00.0',
    'web-a waits for its container for 1.0 s, from 1:00.0 to 1:01.0',
    'web-a runs, and is not ready, for 1.0 s, from 1:01.0 to 1:02.0',
    'web-a runs and is ready for 1.0 s, from 1:02.0 to 1:03.0',
    'web-a runs on after it was to stop for 1.0 s, from 1:03.0 to 1:04.0',
    'status at 2:00.0',
    'condition Complete at 2:00.0',
    'edit replicas 4 at 2:00.0',
    'job/a: holds, settled at 2:00.0',
  ])
})

test('a deadline goes through the rows of what is owned, that of what owns nothing only through its own', () => {
  const deadline = { at: minute, seconds: 60 }
  const lanes = [
    lane('Job', 'one', { deadline }),
    lane('Pod', 'one-a'),
    lane('Job', 'two'),
    lane('Pod', 'two-a', { deadline }),
    lane('Pod', 'two-b'),
  ]
  expect(drawn(timeline(lanes)).querySelectorAll('.deadlines line')).toHaveLength(3)
  const late = [lane('Job', 'one', { deadline: { at: 3 * minute, seconds: 180 } })]
  expect(drawn(timeline(late)).querySelectorAll('.deadlines line')).toHaveLength(0)
})

test('claims that were certain at the same time stand in rows of their own', () => {
  const svg = drawn(timeline([lane('Job', 'web')]), [
    moment(minute, 1),
    moment(minute, 2),
    moment(2 * minute, 3),
  ])
  const heights = [...svg.querySelectorAll('.claims circle')].map((disc) => disc.getAttribute('cy'))
  expect(new Set(heights).size).toBe(2)
  expect(heights[2]).toBe(heights[0])
  expect(texts(svg).filter((text) => text === 'claims settled')).toHaveLength(1)
})

describe('words stand', () => {
  const words = (more: Partial<Lane>, to = 2 * minute, width = 880) => {
    const svg = drawn(timeline([lane('Pod', 'a', { end: 'Succeeded', ...more })], { to }), [], width)
    return [...svg.querySelectorAll('.texts')].flatMap((group) =>
      [...group.querySelectorAll('text')].map((text) => [
        group.getAttribute('text-anchor'),
        text.textContent,
      ]),
    )
  }
  test('behind the end', () => expect(words({})).toEqual([['start', 'Succeeded']]))
  test('before the beginning, where there is no room behind', () => {
    expect(words({ spans: [{ state: 'ready', from: minute, to: 2 * minute }] })).toEqual([
      ['end', 'Succeeded'],
    ])
  })
  test('nowhere, where there is no room at all', () => expect(words({}, minute)).toEqual([]))
  test('behind each mark, in place of how it ended', () => {
    const marks = [mark('edit', 0, 'replicas 4'), mark('status', 10), mark('condition', minute, 'Available')]
    expect(words({ marks })).toEqual([
      ['start', 'replicas 4'],
      ['start', 'Available'],
    ])
  })
  test('together where there is no room between, and as the last of them where all would be too long', () => {
    const marks = ['FailureTarget', 'Failed'].map((type) => mark('condition', minute, type))
    expect(words({ marks })).toEqual([['start', 'FailureTarget, Failed']])
    expect(words({ marks }, 2 * minute, 330)).toEqual([['start', 'Failed']])
  })
})

test('what stands before the rows has the room that it needs, but no more than a share of the width', () => {
  const first = (name: string, width: number) =>
    Number(
      drawn(timeline([lane('Pod', name)]), [], width)
        .querySelector('.doing rect')
        ?.getAttribute('x'),
    )
  expect(first('a', 880)).toBeLessThan(130)
  expect(first('a'.padEnd(24, 'b'), 880)).toBeGreaterThan(160)
  expect(first('a'.padEnd(63, 'b'), 880)).toBeLessThan(240)
  expect(first('a'.padEnd(63, 'b'), 330)).toBeLessThan(170)
})

describe('the time axis', () => {
  const hours = (svg: ReturnType<typeof drawn>) => texts(svg).filter((text) => /^\d\d:\d\d$/.test(text))
  const lines = (count: number) => Array.from({ length: count }, (_, index) => index * minute)

  test('has seconds where there is no schedule', () => {
    expect(texts(drawn(timeline([lane('Job', 'a')])))).toContain('20 s')
  })
  test('has the minutes of the schedule', () => {
    expect(hours(drawn(timeline([], { grid: lines(3) })))).toEqual(['00:00', '00:01', '00:02'])
  })
  test('has only as many of them as there is room for, but every line', () => {
    const svg = drawn(timeline([], { to: 59 * minute, grid: lines(60) }))
    expect(hours(svg)).toHaveLength(20)
    expect(svg.querySelectorAll('line')).toHaveLength(60)
  })
})
