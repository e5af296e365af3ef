import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseHTML } from 'linkedom'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { axeViolations } from '../../../testing/axe-violations.ts'
import { noChromium } from '../../../testing/no-chromium.ts'
import { chromiumPath, openChromium } from '../../chromium.ts'
import { tinyLab } from '../../../testing/tiny-lab.ts'
import { madeUpColumn, onlyFailed, tinyMatrix } from '../../../testing/tiny-matrix.ts'
import { matrixOf } from './matrix.ts'
import { matrixPage } from './matrix-page.ts'

const page = matrixPage(tinyMatrix)
const { document } = parseHTML(page)
const cells = (id: string) => [...(document.getElementById(id)?.querySelectorAll('td') ?? [])]

test('nothing is needed besides the file: no script, no address that is loaded', () => {
  expect(page).not.toMatch(/<script|<link|<img|@import|url\(/)
})

test('a cell says its verdict and leads to its claim in the report of its version', () => {
  const [blocked, holds, drifted] = cells('job/one-condition')
  expect([blocked, holds, drifted].map((cell) => cell?.querySelector('.hidden')?.textContent)).toEqual([
    'blocked',
    'holds',
    'drifted, begins here',
  ])
  expect(drifted?.querySelector('a')?.getAttribute('href')).toBe('v1.31.14/report.html#job/one-condition')
  expect(blocked?.querySelector('a')).toBeNull()
  expect(blocked?.getAttribute('title')).toBe('blocked: the proxy refuses k8s.io/cloud-provider v0.29.6')
})

describe.skipIf(chromiumPath === undefined)(`in Chromium${noChromium}`, { timeout: 30_000 }, () => {
  let browser: Browser
  let folder: string

  beforeAll(async () => {
    const wrong = ['v1.29.1', 'v1.30.14', 'v1.31.14', 'v1.33.13', 'v1.34.4', 'v1.35.4', 'v1.36.3', 'v1.37.2']
    const columns = wrong.map((version) => madeUpColumn(version, onlyFailed))
    folder = await mkdtemp(join(tmpdir(), 'matrix-'))
    await writeFile(join(folder, 'tiny.html'), page)
    await writeFile(join(folder, 'wide.html'), matrixPage(matrixOf(tinyLab, columns)))
    browser = await openChromium(chromiumPath ?? '')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  describe.each([360, 1280])('%i pixels wide', (width) => {
    test.each([
      ['tiny', 'light'],
      ['wide', 'light'],
      ['wide', 'dark'],
    ] as const)('%s, %s: no accessibility violation, nothing cut off', async (file, colorScheme) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
      onTestFinished(() => context.close())
      const opened = await context.newPage()
      await opened.goto(pathToFileURL(join(folder, `${file}.html`)).href)
      expect(await axeViolations(opened)).toEqual([])
      expect(await opened.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width)
    })
  })
})
