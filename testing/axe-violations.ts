import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds against the accessibility of a page that is open: rule, first element, and how many there are. */
export async function axeViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe }
    const results = await checker.run({ resultTypes: ['violations'] })
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes.length})`)
  })
}
