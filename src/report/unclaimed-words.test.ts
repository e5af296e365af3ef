import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { tinyComparison } from '../../testing/tiny-comparison.ts'
import { tiny } from '../../testing/tiny-reports.ts'
import { errataOf } from './errata.ts'
import { pageOf } from './html/page.ts'
import { junitOf } from './junit.ts'
import { unclaimedInWords } from './unclaimed-words.ts'

const [since] = tinyComparison.versions
const changes = tinyComparison.changes.filter(({ owner }) => owner.type === 'nobody')
const report = { ...tiny.report, unclaimed: { since, changes } }
const none = { ...tiny.report, unclaimed: { since, changes: [] } }
const means = '1 change from v1.33.13 to v1.37.2 that no claim looks at'

test('in the terminal, apart from the verdicts', () => {
  expect(unclaimedInWords(report)).toEqual([
    expect.stringContaining(`Seen, not judged yet: ${means}`),
    'kubectl run -i -t busybox: stdout (rest): nothing → All is recorded. Press <enter>.',
  ])
  expect(unclaimedInWords(none)).toEqual([])
})

test('with the reason where the machine may have made it', () => {
  const doubted = { ...report, unclaimed: { since, changes, doubt: 'v1.37.2: a Lease is late' } }
  expect(unclaimedInWords(doubted)[0]).toContain('may have made them: v1.37.2: a Lease is late')
})

test('in the errata', () => {
  expect(errataOf(report, tiny.events)).toMatch(
    /## Seen, not judged yet\n\n1 change[^]*```diff\n +\+ All is recorded/,
  )
  expect(errataOf(none, tiny.events)).toBe(errataOf(tiny.report, tiny.events))
})

test('on the page', () => {
  const { document } = parseHTML(pageOf(report, tiny.events))
  expect(document.querySelector('.changes ins')?.textContent).toBe('All is recorded.\nPress <enter>.')
  expect(pageOf(none, tiny.events)).not.toContain('Seen, not judged yet')
})

test('in JUnit as skipped cases, so that no verdict depends on them', () => {
  const xml = junitOf(report)
  expect(xml).toContain('<testsuite name="Seen, not judged yet"')
  expect(xml).toContain(
    '<skipped>kubectl run -i -t busybox: stdout (rest): nothing → All is recorded. Press &lt;enter&gt;.</skipped>',
  )
  expect(xml.match(/<failure/g)).toBeNull()
})
