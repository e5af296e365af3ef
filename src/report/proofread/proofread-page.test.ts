import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { axeViolations } from '../../../testing/axe-violations.ts'
import { noChromium } from '../../../testing/no-chromium.ts'
import { lab } from '../../../specs/api-objects/lab.ts'
import { chromiumPath, openChromium } from '../../chromium.ts'
import { noiseOf } from '../../compare/noise-of.ts'
import { clusterOf } from '../../proofread/cluster.ts'
import { proofread } from '../../proofread/proofread.ts'
import { forms, ownText, withSlip, type Form } from '../../../testing/own-text.ts'
import { mistakes } from '../../../testing/slips.ts'
import { recordedEvents } from '../../../testing/traces.ts'
import { frameOf } from '../../trace/frame.ts'
import { proofreadMarkdown } from './proofread-markdown.ts'
import { proofreadPage } from './proofread-page.ts'

const events = await recordedEvents('v1.37.2')
const cluster = clusterOf(lab, frameOf(events, '').header, events, await noiseOf(lab))
const stale = mistakes.reduce((text, mistake) => withSlip(text, mistake), ownText)
const old = 'kubectl describe secret default-token-x7k2p'
const withOld = [...stale, { typed: old }, { typed: 'helm list' }]
const inForm = (form: Form) => proofread(forms[form].file, forms[form].write(withOld), cluster)
const pages = Object.fromEntries(
  (['Markdown', 'text pasted from a page'] as const).map((form) => [
    forms[form].file,
    proofreadPage(inForm(form)),
  ]),
)

test('nothing is needed besides the file: no script, no address that is loaded', () => {
  for (const page of Object.values(pages)) expect(page).not.toMatch(/<script|<link|<img|@import|url\(/)
})

test('as Markdown: what could not be matched, and each stale place with what to write', () => {
  const markdown = proofreadMarkdown(inForm('Markdown'))
  expect(markdown).toContain('40 of 41 typed lines matched')
  expect(markdown).toContain('## Not matched: 1\n\n- line 353, `helm list`')
  expect(markdown).toMatch(
    /- `columns`: changed as recorded; get-jobs-status, since Kubernetes 1\.30\n\s+```diff\n/,
  )
  expect(markdown).toContain('kubectl describe secret default-token\n')
})

describe.skipIf(chromiumPath === undefined)(`in Chromium${noChromium}`, { timeout: 120_000 }, () => {
  let browser: Browser
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'proofread-'))
    for (const [file, page] of Object.entries(pages)) await writeFile(join(folder, `${file}.html`), page)
    browser = await openChromium(chromiumPath ?? '')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function open(file: string, width: number, colorScheme: 'light' | 'dark' = 'light') {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
    onTestFinished(() => context.close())
    const opened = await context.newPage()
    await opened.goto(pathToFileURL(join(folder, `${file}.html`)).href)
    return opened
  }

  test('a mark opens what the cluster said, and the whole text is there', async () => {
    const opened = await open('notes.md', 1280)
    const shown = opened.locator('.shown').filter({ hasText: 'REDACTED' })
    await shown.locator('summary', { hasText: 'certificate-data' }).press('Enter')
    expect(await shown.locator('details[open] del').innerText()).toContain('REDACTED')
    await shown.locator('summary', { hasText: 'what the cluster said' }).press('Enter')
    expect(await shown.locator('details[open] pre').last().innerText()).toContain('DATA+OMITTED')
    expect(await opened.locator('mark').count()).toBeGreaterThan(25)
    const text = await opened.locator('main').innerText()
    for (const block of ownText) expect(text).toContain(typeof block === 'string' ? block : block.typed)
  })

  describe.each([360, 1280])('%i pixels wide', (width) => {
    test.each(Object.keys(pages).flatMap((file) => [[file, 'light'] as const, [file, 'dark'] as const]))(
      '%s, %s: no accessibility violation, nothing cut off',
      async (file, colorScheme) => {
        const opened = await open(file, width, colorScheme)
        await opened.locator('details').evaluateAll((all) => all.map((one) => one.setAttribute('open', '')))
        expect(await axeViolations(opened)).toEqual([])
        expect(await opened.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width)
      },
    )
  })
})
