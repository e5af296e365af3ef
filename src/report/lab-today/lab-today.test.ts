import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { lab } from '../../../specs/api-objects/lab.ts'
import { cleaned } from '../../cleaned.ts'
import type { TraceEvent } from '../../trace/event.ts'
import { recordedEvents } from '../../../testing/traces.ts'
import { tiny } from '../../../testing/tiny-reports.ts'
import { columnOf } from '../matrix/column-of.ts'
import { labMarkdown } from './lab-markdown.ts'
import { labPage } from './lab-page.ts'
import { labToday } from './lab-today.ts'

const sections = labToday(tiny.report, tiny.events)
const typedIn = (step: string) =>
  sections.flatMap(({ steps }) => steps).find((one) => one.step === step)?.typed ?? []

test('each step has what the student types in it, and not what the suite types to see more', () => {
  expect(
    sections.map(({ steps }) => steps.map(({ step, typed }) => [step, ...typed.map(({ line }) => line)])),
  ).toMatchSnapshot()
})

test('what comes back is in the namespace of the lab', () => {
  const shown = sections.flatMap(({ steps }) => steps.flatMap(({ typed }) => typed.map((one) => one.shown)))
  expect(shown.join('\n')).not.toMatch(/lab-(?:single|cron)/)
})

test('a shell that is opened to show what it says has the prompt of the lab, and no end', async () => {
  const events = await recordedEvents('v1.37.2')
  const shells = labToday(columnOf(lab, '', events).report, events)
    .flatMap(({ steps }) => steps.flatMap(({ typed }) => typed))
    .filter(({ line }) => line === undefined)
  expect(shells.map(({ shown }) => shown)).toEqual([
    expect.stringMatching(
      /^\$ kubectl proxy --api-prefix=\/ &\n\[1\] \d+\n\$ Starting to serve on 127\.0\.0\.1:8001\n\n\$$/,
    ),
  ])
})

test('what to type instead is marked, and a file is shown again only when it is another', () => {
  const typed = sections.flatMap(({ steps }) => steps.flatMap((step) => step.typed))
  expect(typed.filter(({ command: { because } }) => because === 'instead').map(({ line }) => line)).toContain(
    'kubectl create -f cronjob.yaml',
  )
  const files = typed.flatMap((one) => one.files)
  expect(new Set(files.map((file) => file.join())).size).toBe(files.length)
})

test('a change stands below what it is seen in', () => {
  const changed = sections
    .flatMap(({ steps }) => steps.flatMap(({ typed }) => typed))
    .filter(({ changes }) => changes.length > 0)
  expect(changed.map(({ line, changes }) => [line, ...changes.map(({ id }) => id)])).toMatchSnapshot()
})

test('as Markdown and as a page', () => {
  const markdown = labMarkdown(tiny.report, tiny.events)
  expect(markdown).toContain('# A tiny lab on Kubernetes v1.37.2')
  expect(markdown).not.toMatch(/``` \S/)
  const { document } = parseHTML(labPage(tiny.report, tiny.events))
  expect(document.querySelectorAll('main h3')).toHaveLength(sections.flatMap(({ steps }) => steps).length)
  expect(typedIn('no step')).toEqual([])
})

test('a line stands at the step that the scenario says, also where that has no claim, with what is edited', () => {
  const text = 'spec.replicas: 3'
  const events = tiny.events.flatMap((event): TraceEvent[] => {
    if (event.type !== 'typed' || event.line !== 'kubectl get job' || event.run !== 'atTheStart')
      return [event]
    const { at, scenario, command } = event
    const line = 'kubectl edit job sleepy'
    return [
      { ...event, line, step: '2.10' },
      { type: 'input', at, scenario, command, text },
    ]
  })
  const all = labToday(tiny.report, events).find(({ title }) => title === '2 Jobs')?.steps ?? []
  expect(all.map(({ step }) => step)).toEqual(['2.1', '2.2', '2.10'])
  expect(all.at(-1)?.typed.at(-1)).toMatchObject({ line: 'kubectl edit job sleepy', edited: text })
  const report = labMarkdown(tiny.report, cleaned(events))
  expect(report).toContain('In the editor:\n\n```yaml\nspec.replicas: 3\n```')
})
