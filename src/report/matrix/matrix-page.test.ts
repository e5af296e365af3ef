import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { axeViolations } from '../../../testing/axe-violations.ts'
import { inChromium } from '../../../testing/in-chromium.ts'
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

const wrong = ['v1.29.1', 'v1.30.14', 'v1.31.14', 'v1.33.13', 'v1.34.4', 'v1.35.4', 'v1.36.3', 'v1.37.2']
const pages = async () => ({
  tiny: page,
  wide: matrixPage(
    matrixOf(
      tinyLab,
      wrong.map((version) => madeUpColumn(version, onlyFailed)),
    ),
  ),
})

inChromium(pages, (open) => {
  describe.each([360, 1280])('%i pixels wide', (width) => {
    test.each([
      ['tiny', 'light'],
      ['wide', 'light'],
      ['wide', 'dark'],
    ] as const)('%s, %s: no accessibility violation, nothing cut off', async (file, colorScheme) => {
      const { opened } = await open(file, { width, colorScheme })
      expect(await axeViolations(opened)).toEqual([])
      expect(await opened.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width)
    })
  })
})
