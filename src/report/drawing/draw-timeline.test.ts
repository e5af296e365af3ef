import { DOMParser } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { Lane, Timeline } from '../timeline.ts'
import { drawTimeline } from './draw-timeline.ts'
import type { VerdictMoment } from './rows.ts'

const minute = 60_000
const lane = (kind: Lane['kind'], name: string, more: Partial<Lane> = {}): Lane => ({
  kind,
  name,
  label: name,
  spans: [{ state: kind === 'Job' ? 'there' : 'running', from: 0, to: minute }],
  conditions: [],
  end: undefined,
  deadline: undefined,
  ...more,
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
  const job = lane('Job', 'sleepy', { conditions: [{ type: 'Complete', at: minute }] })
  const svg = drawn(timeline([job, lane('Pod', 'sleepy-a')], { start: -minute }), [moment(minute, 1)])
  expect([...svg.querySelectorAll('title')].map((title) => title.textContent)).toEqual([
    'sleepy is there for 60.0 s, from 1:00.0 to 2:00.0',
    'sleepy-a runs for 60.0 s, from 1:00.0 to 2:00.0',
    'Complete at 2:00.0',
    'job/a: holds, settled at 2:00.0',
  ])
})

test("a Job's deadline goes through the rows of its Pods, a Pod's only through its own", () => {
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
  const svg = drawn(timeline([lane('Job', 'sleepy')]), [
    moment(minute, 1),
    moment(minute, 2),
    moment(2 * minute, 3),
  ])
  const heights = [...svg.querySelectorAll('.claims circle')].map((disc) => disc.getAttribute('cy'))
  expect(new Set(heights).size).toBe(2)
  expect(heights[2]).toBe(heights[0])
  expect(texts(svg).filter((text) => text === 'claims settled')).toHaveLength(1)
})

describe('what became of it stands', () => {
  const ending = (more: Partial<Lane>, to = 2 * minute, width = 880) => {
    const svg = drawn(timeline([lane('Pod', 'a', { end: 'Succeeded', ...more })], { to }), [], width)
    return [...svg.querySelectorAll('.endings')]
      .map((group) => [group.getAttribute('text-anchor'), group.textContent?.trim()])
      .filter(([, text]) => text !== '')
  }
  test('behind its end', () => expect(ending({})).toEqual([['start', 'Succeeded']]))
  test('before its beginning, where there is no room behind', () => {
    expect(ending({ spans: [{ state: 'running', from: minute, to: 2 * minute }] })).toEqual([
      ['end', 'Succeeded'],
    ])
  })
  test('nowhere, where there is no room at all', () => expect(ending({}, minute)).toEqual([]))
  test('as the last of its conditions, where all would be too long', () => {
    const conditions = ['FailureTarget', 'Failed'].map((type) => ({ type, at: minute }))
    expect(ending({ conditions })).toEqual([['start', 'FailureTarget, Failed']])
    expect(ending({ conditions }, 2 * minute, 330)).toEqual([['start', 'Failed']])
  })
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
