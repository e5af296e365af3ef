import { globSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { kindOf, kubernetesObject } from '../trace/kinds.ts'
import { Trace } from '../trace/trace.ts'
import { cellOf } from './columns.ts'

/** Rows as the servers of typed texts printed them, each beside its object. */
const typings = globSync(
  join(import.meta.dirname, '../../testing/{texts,other-texts}/typings/*/*.1.ndjson.gz'),
)
/** By kind and column, how many cells are as they are computed; and those that are not. */
const agree = new Map<string, number>()
const wrong: string[] = []

beforeAll(async () => {
  for (const path of typings)
    for await (const event of new Trace(path)) {
      if (event.type !== 'row' || event.object['apiVersion'] === undefined) continue
      const object = kubernetesObject.parse(withDate(event.object))
      for (const [column, cell] of Object.entries(event.cells)) {
        const expected = cellOf(column, object, Date.parse(object.metadata.creationTimestamp) / 1000)
        const name = `${kindOf(object)} ${column}`
        if (isTimed.test(name) || (typeof expected === 'object' && 'unknown' in expected)) continue
        if ([expected].flat().includes(cell)) agree.set(name, (agree.get(name) ?? 0) + 1)
        else wrong.push(`${name} of ${object.metadata.name}: ${cell}, computed ${String(expected)}`)
      }
    }
})

/** Cells that hang on the time at which they were printed. */
const isTimed = / AGE$|^Job DURATION$|^Pod RESTARTS$/

/** Not all have a date. */
function withDate(object: Record<string, unknown>): unknown {
  return {
    ...object,
    metadata: { creationTimestamp: '2026-01-01T00:00:00Z', ...(object['metadata'] as object) },
  }
}

test('each cell that a server printed is as it is computed from its object', () => {
  expect(wrong).toEqual([])
})

test.each([
  'Pod READY',
  'Pod STATUS',
  'Pod NODE',
  'Job STATUS',
  'Job COMPLETIONS',
  'Job IMAGES',
  'Deployment READY',
  'Deployment UP-TO-DATE',
  'Deployment AVAILABLE',
  'Deployment SELECTOR',
  'ReplicaSet DESIRED',
  'ReplicaSet CURRENT',
  'ReplicaSet READY',
  'Service TYPE',
  'Service CLUSTER-IP',
  'Service EXTERNAL-IP',
  'Service PORT(S)',
  'Service SELECTOR',
  'ConfigMap DATA',
  'Secret TYPE',
  'Secret DATA',
])('%s is computed', (name) => {
  expect(agree.get(name)).toBeGreaterThan(0)
})
