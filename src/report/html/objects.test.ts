import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import type { KubernetesObject, Pod } from '../../trace/kinds.ts'
import type { ObjectChange } from '../../trace/scenario-record.ts'
import { objectTables } from './objects.ts'

const metadata = { name: 'web', uid: 'u', resourceVersion: '1', creationTimestamp: '' }
const seen = (object: KubernetesObject, change: ObjectChange['change'] = 'modified'): ObjectChange => ({
  at: 13_000,
  change,
  object,
})
const pod = (status: Pod['status']): Pod => ({ kind: 'Pod', metadata, spec: {}, status })
const drawn = (...changes: ObjectChange[]) =>
  parseHTML(`<body>${objectTables(changes, 1000).text}</body>`).document
const texts = (found: Iterable<{ textContent: string | null }>) =>
  [...found].map(({ textContent }) => textContent?.replaceAll(/\s+/g, ' ').trim())

test('a Job is shown as YAML with what a report shows of it, and when it was seen', () => {
  const job: KubernetesObject = { kind: 'Job', metadata, spec: { completions: 5 }, status: { succeeded: 2 } }
  const document = drawn(seen(job), seen(job, 'deleted'))
  expect(texts(document.querySelectorAll('h5'))).toEqual([
    'Job web as seen at 0:12.0',
    'Job web deleted at 0:12.0',
  ])
  expect(document.querySelector('pre')?.textContent).toBe(
    'spec:\n  completions: 5\nstatus:\n  succeeded: 2\n',
  )
})

test('what has parts in a list is shown as YAML', () => {
  const ports = [{ port: 80 }]
  const document = drawn(seen({ kind: 'Widget', metadata, type: 'ClusterIP', ports }))
  expect(document.querySelector('pre')?.textContent).toBe('type: ClusterIP\nports:\n  - port: 80\n')
})

test('an object of which nothing is shown is named', () => {
  const document = drawn(seen({ kind: 'Widget', metadata }))
  expect(texts(document.querySelectorAll('h5'))).toEqual(['Widget web as seen at 0:12.0'])
  expect(document.querySelector('pre')).toBeNull()
})

test('what has no parts is a table with a column for each thing that is shown of one of them', () => {
  const terminated = { exitCode: 0, startedAt: '2026-01-01T00:00:01Z', finishedAt: '2026-01-01T00:00:04Z' }
  const document = drawn(
    seen(pod({ phase: 'Pending' })),
    seen(
      pod({ phase: 'Succeeded', containerStatuses: [{ restartCount: 0, state: { terminated } }] }),
      'deleted',
    ),
  )
  expect([...document.querySelectorAll('tr')].map(({ children }) => texts(children))).toEqual([
    ['Pod', 'seen at', 'phase', 'container started', 'container ended', 'exit code'],
    ['web', '0:12.0', 'Pending', '', '', ''],
    ['web, gone', '0:12.0', 'Succeeded', '2026-01-01T00:00:01Z', '2026-01-01T00:00:04Z', '0'],
  ])
})
