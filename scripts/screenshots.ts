import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AnsiUp } from 'ansi_up'
import { execa } from 'execa'
import { CannotJudge } from '../src/errors.ts'
import type { Lab } from '../src/lab/lab.ts'
import { newestTrace } from '../src/lab/recorded-traces.ts'
import { chromiumPath, openChromium } from '../src/chromium.ts'

const project = join(import.meta.dirname, '..')
/** Lines of the terminal that fit a picture: the last section and the end. */
const lastLines = 32

/**
 * Takes the pictures of the README of a recorded run.
 * @param named path of its trace; the newest one of the lab by default
 */
export async function screenshots(lab: Lab, named?: string): Promise<void> {
  if (chromiumPath === undefined) {
    throw new CannotJudge('expected a Chromium, found none: apt-get install chromium, or set CHROMIUM')
  }
  const trace = resolve(named ?? newestTrace(lab))
  const folder = await mkdtemp(join(tmpdir(), 'screenshots-'))
  await using browser = await openChromium(chromiumPath)
  try {
    const replay = ['scripts/kubelab.ts', 'replay', trace, '--reports', folder]
    const { stdout } = await execa('node', replay, { cwd: project, env: { FORCE_COLOR: '1' }, reject: false })
    const page = await browser.newPage({ viewport: { width: 1200, height: 1040 }, deviceScaleFactor: 1.5 })

    await page.goto(pathToFileURL(join(folder, 'report.html')).href)
    await page.screenshot({ path: join(project, 'docs/report.png') })

    const deadline = page.locator('.scenario', { has: page.locator('h3 code:text-is("deadline")') })
    await deadline.screenshot({ path: join(project, 'docs/timeline.png') })

    await page.setContent(
      terminal(lab.name, relative(project, trace), stdout.replaceAll(folder, `reports/${lab.name}/v1.37.2`)),
    )
    await page.locator('pre').screenshot({ path: join(project, 'docs/terminal.png') })

    const text = 'testing/texts/19.md'
    const kept = join(folder, 'texts/testing_texts_19.md')
    await mkdir(kept, { recursive: true })
    for (const name of ['v1.37.2.1.ndjson', 'v1.37.2.2.ndjson'])
      await copyFile(join(project, `testing/texts/typings/19.md/${name}.gz`), join(kept, name))
    const proofread = [
      'scripts/kubelab.ts',
      'proofread',
      text,
      '--kubernetes',
      'v1.37.2',
      '--reports',
      folder,
    ]
    await execa('node', proofread, { cwd: project, reject: false })
    await page.setViewportSize({ width: 1200, height: 400 })
    await page.goto(pathToFileURL(join(folder, 'proofread.html')).href)
    await page.locator('summary').filter({ hasText: 'columns' }).click()
    await page.screenshot({ path: join(project, 'docs/proofread.png'), fullPage: true })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  console.log('docs/report.png, docs/timeline.png, docs/terminal.png, docs/proofread.png')
}

/** The end of what a run prints, as a page that looks like a terminal. */
function terminal(lab: string, trace: string, output: string): string {
  const shown = output.split('\n').slice(-lastLines).join('\n')
  const text = new AnsiUp().ansi_to_html(shown)
  return `<style>
    pre { margin: 0; padding: 24px 28px; width: max-content; border-radius: 10px; background: #0d1117; color: #e6edf3;
      font: 13px/1.5 'DejaVu Sans Mono', monospace; }
    .prompt { color: #9ba7b4; }
  </style><pre><span class="prompt">$ npm run replay -- ${trace} --reports reports/${lab}/v1.37.2\n…</span>\n${text}</pre>`
}
