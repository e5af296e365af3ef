import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { chromiumPath, openChromium } from '../src/chromium.ts'

/** How a page is shown: its width in pixels, and which colours the reader prefers. */
interface Look {
  width: number
  colorScheme?: 'light' | 'dark'
}

interface Opened {
  opened: Page
  /** What it has written to the console, thrown, and asked for since it was opened. */
  complaints: string[]
  /** Shows it as it was at the beginning. */
  loadAgain: () => Promise<unknown>
}

const missing =
  chromiumPath === undefined
    ? ': not tried, there is no Chromium (apt-get install chromium, or set CHROMIUM)'
    : ''

/**
 * Tests of pages in one Chromium. Each page is opened once, as that takes longer than most tests, and stays as a
 * test leaves it: a test for which that matters loads it again.
 * @param write the pages by name, in HTML
 * @param tests is handed what shows a page
 */
export function inChromium<Name extends string>(
  write: () => Promise<Readonly<Record<Name, string>>>,
  tests: (open: (name: Name, look?: Look) => Promise<Opened>) => void,
): void {
  if (missing !== '') console.warn(`In Chromium${missing}`)
  describe.skipIf(missing !== '')(`in Chromium${missing}`, { timeout: 120_000 }, () => {
    let browser: Browser
    let folder: string
    const pages = new Map<Name, Promise<Opened>>()
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'pages-'))
      for (const [name, page] of Object.entries<string>(await write()))
        await writeFile(join(folder, `${name}.html`), page)
      browser = await openChromium(chromiumPath ?? '')
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      await rm(folder, { recursive: true, force: true })
    })
    tests(async (name, { width, colorScheme = 'light' } = { width: 1280 }) => {
      const page = pages.get(name) ?? openedPage(browser, join(folder, `${name}.html`))
      pages.set(name, page)
      const { opened } = await page
      await opened.setViewportSize({ width, height: 800 })
      await opened.emulateMedia({ colorScheme, media: 'screen' })
      return page
    })
  })
}

async function openedPage(browser: Browser, file: string): Promise<Opened> {
  const opened = await browser.newPage()
  // The time limit of the test counts: a busy machine takes its time.
  opened.setDefaultTimeout(0)
  const complaints: string[] = []
  opened.on('console', (message) => complaints.push(message.text()))
  opened.on('pageerror', (error) => complaints.push(error.message))
  const address = pathToFileURL(file).href
  opened.on('request', (request) => {
    if (request.url() !== address) complaints.push(`asks for ${request.url()}`)
  })
  const loadAgain = async () => await opened.goto(address)
  await loadAgain()
  return { opened, complaints, loadAgain }
}
