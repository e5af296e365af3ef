import { describe, expect, test } from 'vitest'
import { axeViolations } from '../../../testing/axe-violations.ts'
import { inChromium } from '../../../testing/in-chromium.ts'
import { tinyJudgedText, tinyNotes, tinyTrue } from '../../../testing/tiny-judged-texts.ts'
import { textsPage } from './texts-page.ts'
import { textsReportOf } from './texts-report.ts'

const wide = 'w'.repeat(300)
const widest = tinyJudgedText(`docs/${wide}.md`, `${wide}\n\n$ kubectl ${wide}\n${wide}\n`, [
  {
    typed: `kubectl ${wide}`,
    printed: wide,
    answer: wide,
    blocked: wide,
    places: [{ standing: 'changed', at: wide, path: [wide], shown: `${wide}x`, mending: { left: wide } }],
  },
])
const pages = {
  one: textsPage(textsReportOf([tinyNotes()])),
  two: textsPage(textsReportOf([tinyNotes(), tinyTrue()])),
  wide: textsPage(textsReportOf([widest])),
}

test('nothing is needed besides the file: no script, no address that is loaded', () => {
  for (const page of Object.values(pages)) expect(page).not.toMatch(/<script|<link|<img|@import|url\(/)
})

inChromium(
  async () => pages,
  (open) => {
    test('the map has a square for each line and box, which leads there', async () => {
      const { opened } = await open('one')
      const squares = opened.locator('.map li a')
      expect(await squares.locator('span[aria-hidden]').allInnerTexts()).toEqual([
        '·',
        '✓',
        '→',
        '!',
        '!',
        '?',
        '→',
        '✗',
      ])
      expect(await squares.nth(2).getAttribute('title')).toBe(
        'line 13, kubectl get jobs: stale, a known change',
      )
      await squares.nth(6).focus()
      await opened.keyboard.press('Enter')
      expect(await opened.locator(':target pre').first().innerText()).toContain(
        '$ kubectl delete jobs.batch sleepy',
      )
    })

    test('a mark in the text opens what was typed, printed and came, since when, and what to write', async () => {
      const { opened, loadAgain } = await open('one')
      await loadAgain()
      const margin = opened.locator('.shown', { hasText: 'kubectl get jobs' }).locator('.margin')
      expect(await margin.locator('details[open]').count()).toBe(0)
      await opened.locator('mark a', { hasText: 'COMPLETIONS' }).click()
      const details = margin.locator('details[open]')
      await expect.poll(() => details.count()).toBe(1)
      expect(await details.locator('.line').innerText()).toContain('kubectl get jobs')
      expect(await details.locator('del').innerText()).toContain('NAME     COMPLETIONS')
      expect(await details.locator('ins').innerText()).toContain('NAME, STATUS')
      expect(await details.innerText()).toContain('Since Kubernetes 1.30')
      expect(await details.locator('.copied').innerText()).toMatch(/^NAME {5}STATUS.*\nsleepy {3}Running/)
    })

    test('one click takes all that is to be copied', async () => {
      const { opened, loadAgain } = await open('one')
      await loadAgain()
      await opened.locator('summary', { hasText: 'line 32' }).press('Enter')
      await opened.locator('details[open] .copied').click()
      const taken = await opened
        .locator('html')
        .evaluate((root) => String(root.ownerDocument.defaultView?.getSelection()).trim())
      expect(taken).toBe('job.batch "sleepy" deleted from default namespace')
    })

    test('on paper all is open', async () => {
      const { opened } = await open('one')
      await opened.emulateMedia({ media: 'print' })
      const all = opened.locator('.proof details > :not(summary)')
      expect(await all.count()).toBeGreaterThan(5)
      for (const one of await all.all())
        expect(await one.evaluate((element) => element.checkVisibility())).toBe(true)
    })

    describe.each([360, 1280])('%i pixels wide', (width) => {
      test.each(
        (['one', 'two', 'wide'] as const).flatMap((page) => [
          [page, 'light'] as const,
          [page, 'dark'] as const,
        ]),
      )('%s, %s: no accessibility violation, nothing cut off', async (page, colorScheme) => {
        const { opened } = await open(page, { width, colorScheme })
        await opened.locator('details').evaluateAll((all) => all.map((one) => one.setAttribute('open', '')))
        expect(await axeViolations(opened)).toEqual([])
        expect(await opened.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width)
      })
    })
  },
)
