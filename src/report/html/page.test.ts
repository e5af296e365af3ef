import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { isAtLength } from '../../../testing/at-length.ts'
import { axeViolations } from '../../../testing/axe-violations.ts'
import { inChromium } from '../../../testing/in-chromium.ts'
import { cleaned } from '../../cleaned.ts'
import { lab } from '../../../specs/api-objects/lab.ts'
import { expectedInWords, foundInWords, whenInWords } from '../../property/words.ts'
import { recordedReport } from '../../../testing/recorded-report.ts'
import { recordedEvents } from '../../../testing/traces.ts'
import { workloads } from '../../../testing/workloads/workloads.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { pageOf } from './page.ts'
import { isA } from '../../trace/kinds.ts'

/** The claim that fails when the Job takes much longer than its pod. */
const broken = 'job/takes-its-sleep'

/** The Job `sleepy` of the scenario `single` says that it was complete half a minute later. */
function late(event: TraceEvent): TraceEvent {
  if (event.type !== 'object' || !isA('Job', event.object)) return event
  const { metadata, status } = event.object
  if (metadata.namespace !== 'lab-single' || status.completionTime === undefined) return event
  const completionTime = new Date(Date.parse(status.completionTime) + 30_000).toISOString()
  return { ...event, object: { ...event.object, status: { ...status, completionTime } } }
}

const ran = async (events: readonly TraceEvent[], of = lab) => ({
  report: await recordedReport(of, events),
  events: cleaned(events),
})
const recorded = await ran(await recordedEvents('v1.37.2'))
const before = process.cpuUsage()
const page = pageOf(recorded.report, recorded.events)
const { user: took } = process.cpuUsage(before)
const failed = await ran(recorded.events.map(late))
const withoutJobs = await ran(await recordedEvents('v1.37.2', workloads), workloads)

/** What an accessibility checker looks at, which takes it seconds for each scenario and each look. */
const checked = isAtLength
  ? failed.report
  : { ...failed.report, claims: failed.report.claims.filter(({ scenario }) => scenario === 'single') }
const looks = [
  { width: 1280, colorScheme: 'light' } as const,
  { width: 360, colorScheme: 'dark' } as const,
  ...(isAtLength
    ? [{ width: 360, colorScheme: 'light' } as const, { width: 1280, colorScheme: 'dark' } as const]
    : []),
]

test('a whole run is less than a megabyte, made in less than a second of a processor', () => {
  expect(Buffer.byteLength(page)).toBeLessThan(1_000_000)
  expect(took).toBeLessThan(1_000_000)
})

test('the image of the node is named', () => {
  expect(page).toContain(`<dd>${recorded.report.kubernetes.nodeImage}</dd>`)
})

test('nothing is needed besides the file: no script, no address that is loaded', () => {
  expect(page).not.toMatch(/<script|<link|<img|@import|url\(/)
})

test('a browser may show the page in its own style, and do nothing else', () => {
  const [policy] = page.match(/(?<=http-equiv="Content-Security-Policy" content=")[^"]*/) ?? []
  const [style = ''] = page.match(/(?<=<style>)[^]*?(?=<\/style>)/) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ])
  expect(page.match(/<style|\sstyle=/g)).toEqual(['<style'])
})

/** Names as long as Kubernetes allows, in the widest letters. */
const longest = 'sleepy-'.padEnd(63, 'w')
const named = (event: TraceEvent) =>
  JSON.parse(JSON.stringify(event).replaceAll('sleepy', longest)) as TraceEvent

/** What must do nothing in the page, should it ever get there. */
const intruders = (address: string) => `<script>document.title = 'taken'</script>
  <img src="${address}" onerror="document.title = 'taken'"><link rel="stylesheet" href="${address}">
  <style>#element { color: rgb(1, 2, 3) }</style><p id="element">a</p>
  <p id="attribute" style="color: rgb(1, 2, 3)">b</p><iframe src="${address}"></iframe>
  <form id="form" action="${address}"><button>c</button></form>`

const asked: string[] = []
const server = createServer((request, answer) => {
  asked.push(request.url ?? '')
  answer.end()
})

async function pages() {
  const long = await ran(failed.events.map(named))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    recorded: page,
    failed: pageOf(failed.report, failed.events),
    checked: pageOf(checked, failed.events),
    withoutJobs: pageOf(withoutJobs.report, withoutJobs.events),
    long: pageOf(long.report, long.events),
    hostile: page.replace('</main>', `${intruders(`http://127.0.0.1:${port}/`)}</main>`),
  }
}

inChromium(pages, (open) => {
  afterAll(() => void server.close())

  test('the console stays empty and nothing else is loaded', async () => {
    const { complaints } = await open('recorded')
    expect(complaints).toEqual([])
  })

  test('what somebody has put into the page does nothing', async () => {
    const { opened, complaints } = await open('hostile')
    expect(await opened.title()).toBe('API Objects on Kubernetes v1.37.2')
    for (const id of ['element', 'attribute']) {
      const colour = await opened
        .locator(`#${id}`)
        .evaluate((one) => one.ownerDocument.defaultView?.getComputedStyle(one).color)
      expect(colour, id).not.toBe('rgb(1, 2, 3)')
    }
    await opened.locator('#form button').evaluate((button) => button.click())
    await expect.poll(() => complaints.join('\n')).toContain('Sending form data')
    expect(asked).toEqual([])
  })

  test.each(['recorded', 'failed'] as const)(
    '%s: on paper all that was decided on is to be seen',
    async (file) => {
      const { opened } = await open(file)
      const hidden = () =>
        opened
          .locator('.claim > details > :not(summary)')
          .evaluateAll((all) => all.filter((one) => !one.checkVisibility()).length)
      const onScreen = await hidden()
      expect(onScreen).toBeGreaterThan(80)
      await opened.emulateMedia({ media: 'print' })
      expect(await hidden()).toBe(0)
      const cut = await opened
        .locator('.claim pre')
        .evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length)
      expect(cut).toBe(0)
      await opened.emulateMedia({ media: 'screen' })
      expect(await hidden()).toBe(onScreen)
    },
  )

  test.each([360, 1280])('%i pixels wide, the longest names stay in their card', async (width) => {
    const { opened } = await open('long', { width })
    expect(await opened.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(width)
    await opened.locator('details').evaluateAll((all) => all.map((one) => one.setAttribute('open', '')))
    const outside = await opened.locator('.scenario, .first li').evaluateAll((cards) =>
      cards.flatMap((card) => {
        const { left, right } = card.getBoundingClientRect()
        const scrolls = (element: typeof card) =>
          element.closest('pre, .wide-table') !== null || (element.closest('svg') ?? element) !== element
        return [...card.querySelectorAll('*')]
          .filter((element) => !scrolls(element) && element.checkVisibility())
          .filter((element) => !element.matches('.hidden, .conjuncts thead, .conjuncts thead *'))
          .filter((element) => {
            const box = element.getBoundingClientRect()
            return box.width > 0 && (box.left < left - 0.5 || box.right > right + 0.5)
          })
          .map((element) => element.outerHTML.slice(0, 100))
      }),
    )
    expect(outside).toEqual([])
    const cutOff = await opened
      .locator('.scenario > figure svg')
      .evaluateAll(
        (all) =>
          all.filter((svg) => svg.ownerDocument.defaultView?.getComputedStyle(svg).overflow !== 'hidden')
            .length,
      )
    expect(cutOff).toBe(0)
  })

  test('every claim is there with its verdict, and is reached from the top', async () => {
    const { opened } = await open('recorded')
    const found = await opened.locator('article.claim').evaluateAll((articles) =>
      articles.map((article) => ({
        id: article.id,
        verdict: article.querySelector('.badge')?.lastChild?.textContent?.trim(),
        says: article.querySelector('h4')?.textContent?.replaceAll(/\s+/g, ' ').trim(),
      })),
    )
    expect(found).toEqual(recorded.report.claims.map(({ id, verdict, says }) => ({ id, verdict, says })))
    const links = await opened
      .locator('nav.map ol a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    expect(links).toEqual(recorded.report.claims.map(({ id }) => `#${id}`))
    await opened.locator('nav.map a[href="#job/defaults"]').click()
    expect(
      await opened.locator('[id="job/defaults"]').evaluate((claim) => claim.getBoundingClientRect().top),
    ).toBeLessThan(100)
  })

  test('what a claim was decided on is shown: the command, what came back, the objects', async () => {
    const { opened, loadAgain } = await open('recorded')
    await loadAgain()
    const claim = opened.locator('[id="job/completes"]')
    await claim.locator('summary').press('Enter')
    expect(await claim.locator('.line').allInnerTexts()).toEqual(['kubectl get job'])
    expect(await claim.locator('.commands pre').innerText()).toMatch(/COMPLETIONS[^]*1\/1/)
    const headings = await claim.locator('h5').allInnerTexts()
    expect(headings.length).toBeGreaterThan(0)
    for (const heading of headings) expect(heading).toMatch(/^Job sleepy (?:as seen|deleted) at 0:\d\d\.\d$/)
    expect((await claim.locator('h5 + pre').allInnerTexts()).join('')).toContain('type: Complete')
  })

  test('headings, skip link and details work by keyboard', async () => {
    const { opened, loadAgain } = await open('recorded')
    await loadAgain()
    await opened.keyboard.press('Tab')
    expect(await opened.locator(':focus').innerText()).toBe('Skip to the content')
    const levels = await opened
      .locator('h1, h2, h3, h4')
      .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])))
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1)
    }
  })

  test.each(['parallel', 'deadline', 'completions'])(
    'the pods of %s are drawn to scale',
    async (scenario) => {
      const { opened } = await open('recorded')
      const { bars, perSecond } = await drawn(opened, scenario)
      const lives = podLives(recorded.events, `lab-${scenario}`)
      expect(bars.map(({ name }) => name)).toEqual(lives.map(({ name }) => name))
      for (const [index, { seconds, from }] of lives.entries()) {
        const bar = bars[index]
        expect((bar?.width ?? 0) / perSecond).toBeCloseTo(seconds, 1)
        expect(((bar?.left ?? 0) - (bars[0]?.left ?? 0)) / perSecond).toBeCloseTo(
          from - (lives[0]?.from ?? 0),
          1,
        )
      }
    },
  )

  test('the deadline is drawn fifteen seconds after the start of the Job', async () => {
    const { opened } = await open('recorded')
    const { deadline, perSecond, origin } = await drawn(opened, 'deadline')
    const job = recorded.events.flatMap((event) =>
      event.type === 'object' &&
      isA('Job', event.object) &&
      event.object.metadata.namespace === 'lab-deadline'
        ? [event.object.status.startTime]
        : [],
    )
    const start = Date.parse(job.find((time) => time !== undefined) ?? '')
    const expected = (start - (recorded.events[0]?.at ?? 0)) / 1000 + 15
    expect((deadline - origin) / perSecond).toBeCloseTo(expected, 1)
  })

  test('a claim that fails shows expected, found, the moment and the drawing on one screen', async () => {
    const { opened } = await open('failed')
    await opened.locator(`.first a[href="#${broken}"]`).click()
    const claim = opened.locator(`[id="${broken}"]`)
    const text = await claim.locator('.disagreement').innerText()
    expect(text).toMatch(/decided at 0:\d\d\.\d \(\d\d:\d\d:\d\d UTC\)/)
    const { conjuncts = [] } = failed.report.claims.find(({ id }) => id === broken) ?? {}
    expect(conjuncts.map(({ answer }) => answer)).toContain('fails')
    for (const conjunct of conjuncts) {
      for (const shown of [
        whenInWords(conjunct),
        conjunct.what,
        expectedInWords(conjunct),
        foundInWords(conjunct),
      ])
        expect(text).toContain(shown)
    }
    const decided = await claim.locator('.disagreement .decided td:first-child').allInnerTexts()
    expect(decided).toEqual(
      conjuncts.filter(({ answer }) => answer === 'fails').map(() => expect.stringContaining('✗')),
    )
    for (const part of ['h4', '.disagreement table.conjuncts', '.disagreement .wide svg']) {
      const box = await claim.locator(part).first().boundingBox()
      expect(box?.y, part).toBeGreaterThanOrEqual(0)
      expect((box?.y ?? 0) + (box?.height ?? 0), part).toBeLessThanOrEqual(800)
    }
  })

  test.each(
    looks.flatMap((look) => (['checked', 'withoutJobs'] as const).map((file) => ({ ...look, file }))),
  )(
    '$file, $width pixels wide, $colorScheme: no accessibility violation, nothing cut off',
    async ({ file, ...look }) => {
      const { opened } = await open(file, look)
      await opened.locator('details').evaluateAll((all) => {
        for (const [index, one] of all.entries()) if (index % 10 === 0) one.setAttribute('open', '')
      })
      expect(await axeViolations(opened)).toEqual([])
      expect(await opened.locator('html').evaluate((root) => root.scrollWidth)).toBeLessThanOrEqual(
        look.width,
      )
    },
  )

  test('light and dark differ, and only one drawing of each timeline shows', async () => {
    const background = (opened: Page) =>
      opened
        .locator('body')
        .evaluate((body) => body.ownerDocument.defaultView?.getComputedStyle(body).backgroundColor)
    const colours: unknown[] = []
    for (const [look, shown, other] of [
      [{ width: 1280, colorScheme: 'light' }, '.wide', '.narrow'],
      [{ width: 360, colorScheme: 'dark' }, '.narrow', '.wide'],
    ] as const) {
      const { opened } = await open('recorded', look)
      colours.push(await background(opened))
      expect(await opened.locator(`.scenario > figure ${shown} svg`).first().isVisible()).toBe(true)
      expect(await opened.locator(`.scenario > figure ${other} svg`).first().isVisible()).toBe(false)
    }
    expect(new Set(colours).size).toBe(2)
  })
})

/** When each pod was seen to run, until its container was seen to have ended: seconds from the start of the lab. */
function podLives(events: readonly TraceEvent[], namespace: string) {
  const lives = new Map<string, { from?: number; to?: number }>()
  for (const event of events) {
    if (event.type !== 'object' || !isA('Pod', event.object)) continue
    const { metadata, status } = event.object
    if (metadata.namespace !== namespace) continue
    const life = lives.get(metadata.name) ?? {}
    lives.set(metadata.name, life)
    const at = (event.at - (events[0]?.at ?? 0)) / 1000
    if (status.phase === 'Running') life.from ??= at
    if (status.containerStatuses?.[0]?.state.terminated) life.to ??= at
  }
  return [...lives].map(([name, { from = Number.NaN, to = Number.NaN }]) => ({
    name,
    from,
    seconds: to - from,
  }))
}

/** What is drawn of a scenario, in pixels: the bars of each pod that ran, the scale of its axis, and the deadline. */
async function drawn(opened: Page, scenario: string) {
  const svg = opened
    .locator('.scenario')
    .filter({ has: opened.locator(`h3 code:text-is("${scenario}")`) })
    .locator('> figure .wide svg')
  return await svg.evaluate((drawing) => {
    const bars = new Map<string, { name: string; left: number; width: number }>()
    for (const rect of drawing.querySelectorAll('.doing rect')) {
      const [name = '', what] = rect.textContent?.split(' ') ?? []
      if (what !== 'runs') continue
      const { left, width } = rect.getBoundingClientRect()
      const bar = bars.get(name) ?? { name, left, width: 0 }
      bars.set(name, { ...bar, width: bar.width + width })
    }
    const texts = [...drawing.querySelectorAll('text')]
    const ticks = texts
      .filter((text) => /^\d+ s$/.test(text.textContent ?? ''))
      .map((text) => {
        const { left, width } = text.getBoundingClientRect()
        return { seconds: Number.parseFloat(text.textContent ?? ''), at: left + width / 2 }
      })
    const [first, last] = [ticks[0], ticks.at(-1)]
    if (!first || !last) throw new Error('expected an axis, found none')
    const perSecond = (last.at - first.at) / (last.seconds - first.seconds)
    const deadline = drawing.querySelector('.deadlines line')?.getBoundingClientRect()
    return {
      bars: [...bars.values()],
      perSecond,
      origin: first.at - first.seconds * perSecond,
      deadline: (deadline?.left ?? 0) + (deadline?.width ?? 0) / 2,
    }
  })
}
