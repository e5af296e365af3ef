import { expect, test } from 'vitest'
import type { ObjectOf } from '../trace/kinds.ts'
import type { ObjectChange } from '../trace/scenario-record.ts'
import { livesOf } from './lives.ts'

type Status = ObjectOf<'Job'>['status']

const change = (uid: string, status: Status, how: ObjectChange['change'] = 'modified'): ObjectChange => ({
  at: 0,
  change: how,
  object: {
    kind: 'Job',
    metadata: { name: 'sleepy', uid, resourceVersion: '1', creationTimestamp: '' },
    spec: {},
    status,
  },
})
const condition = (type: string, status = 'True') => ({ type, status, reason: 'DeadlineExceeded' })

const taken = (changes: readonly ObjectChange[]) => {
  const content = livesOf(changes)
  if (content.type !== 'parts') return undefined
  return Object.fromEntries(
    [...content.parts].map(([name, part]) => [
      name,
      part.type === 'lines' ? [...part.lines.values()] : part.type === 'value' && part.text,
    ]),
  )
}

test('the way in each condition, their order, the end, and how many were made', () => {
  expect(
    taken([
      change('a', {}, 'added'),
      change('a', { conditions: [condition('FailureTarget'), condition('Failed', 'False')] }),
      change('a', { conditions: [condition('FailureTarget'), condition('Failed')] }),
      change('a', { failed: 1, conditions: [condition('FailureTarget'), condition('Failed')] }, 'deleted'),
    ]),
  ).toEqual({
    made: '1',
    FailureTarget: ['True DeadlineExceeded'],
    Failed: ['False DeadlineExceeded → True DeadlineExceeded'],
    order: ['FailureTarget → Failed'],
    succeeded: ['0'],
    failed: ['1'],
    end: ['deleted'],
  })
})

test('each way once, however many took it', () => {
  const complete = { conditions: [condition('Complete')] }
  expect(taken([change('a', complete), change('b', complete), change('c', {})])).toEqual({
    made: '3',
    Complete: ['True DeadlineExceeded'],
    order: ['Complete'],
    succeeded: ['0'],
    failed: ['0'],
    end: ['there'],
  })
})
