import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { tinyComparison } from '../../testing/tiny-comparison.ts'
import { tiny } from '../../testing/tiny-reports.ts'
import { annotationsOf } from './annotations.ts'
import { errataOf } from './errata.ts'
import { pageOf } from './html/page.ts'
import { jobSummaryOf } from './job-summary.ts'
import { junitOf } from './junit.ts'
import { nextStep } from './next-step.ts'
import type { Report } from './report.ts'
import { unclaimedInWords } from './unclaimed-words.ts'

const [since] = tinyComparison.versions
const changes = tinyComparison.changes.filter(({ owner }) => owner.type === 'nobody')
const differing = (like: Unclaimed['like'], counts: Unclaimed['counts'], some = changes) => ({
  ...tiny.report,
  unclaimed: { since, like, counts, changes: some },
})
type Unclaimed = NonNullable<Report['unclaimed']>
const report = differing('nearest', 'fail')
const none = differing('the same', 'skip', [])

test('in the terminal, apart from the verdicts', () => {
  expect(unclaimedInWords(report)).toEqual([
    '1 place changed from v1.33.13 to v1.37.2 that no claim speaks of. An author must read them: write a claim, or accept them with the reason.',
    'kubectl run -i -t busybox: stdout (rest): nothing → All is recorded. Press <enter>.',
  ])
  expect(unclaimedInWords(none)).toEqual([])
})

test.each<[Unclaimed['like'], Unclaimed['counts'], RegExp]>([
  ['the same', 'fail', /though the recorded run of v1\.33\.13 has the same versions\. An author/],
  ['nearest', 'skip', /speaks of\. They decide nothing\.$/],
  ['of another making', 'skip', /somebody else made its node: they may be its ways\. They decide nothing\.$/],
])('what follows where the recorded run is %s, and it counts as %s', (like, counts, says) => {
  expect(unclaimedInWords(differing(like, counts))[0]).toMatch(says)
})

test('with the reason where the machine may have made it', () => {
  const doubted = differing('nearest', 'error')
  const unclaimed = { ...doubted.unclaimed, doubt: 'v1.37.2: a Lease is late' }
  expect(unclaimedInWords({ ...doubted, unclaimed })[0]).toContain(
    'may have made them: v1.37.2: a Lease is late',
  )
})

test('in the errata', () => {
  expect(errataOf(report, tiny.events)).toMatch(
    /## Changed, and no claim speaks of it\n\n1 place[^]*```diff\n +\+ All is recorded/,
  )
  expect(errataOf(none, tiny.events)).toBe(errataOf(tiny.report, tiny.events))
})

test('on the page', () => {
  const { document } = parseHTML(pageOf(report, tiny.events))
  expect(document.querySelector('.headline')?.textContent).toContain(
    '1 place changed that no claim speaks of.',
  )
  expect(document.querySelector('.changes ins')?.textContent).toBe('All is recorded.\nPress <enter>.')
  expect(pageOf(none, tiny.events)).not.toContain('no claim speaks of')
})

test.each([
  ['fail', /<failure message="kubectl run -i -t busybox: stdout/],
  ['error', /<error message="kubectl run -i -t busybox: stdout/],
  ['skip', /<skipped>kubectl run -i -t busybox: stdout \(rest\): nothing → All is recorded/],
] as const)('in JUnit as cases of their own, as they count: %s', (counts, as) => {
  const xml = junitOf(differing('nearest', counts))
  expect(xml).toContain('<testsuite name="Changed, and no claim speaks of it"')
  expect(xml).toMatch(as)
})

test('in a workflow as an annotation and in the summary, where it decides', () => {
  expect(annotationsOf(report)).toEqual([expect.stringContaining('1 place changed from v1.33.13')])
  expect(annotationsOf(differing('nearest', 'skip'))).toEqual([])
  expect(jobSummaryOf(report)).toContain('1 place changed from v1.33.13')
})

test('the next step, where all claims are as recorded', () => {
  expect(nextStep(report)).toContain('shows what has changed and no claim speaks of')
  expect(nextStep(differing('nearest', 'error'))).toContain('on a machine that is well')
  expect(nextStep(differing('nearest', 'skip'))).toMatch(/^every claim is as recorded/)
  expect(nextStep(none)).toMatch(/^all is as recorded/)
})
