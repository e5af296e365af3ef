import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordedTypings } from '../../testing/recorded-typings.ts'
import { sessionOf } from '../session/session-of.ts'
import { givenText } from '../text/given-text.ts'
import { judgedText } from './judge-text.ts'

const folder = join(import.meta.dirname, '../../testing/texts')

/** The places of a text that an author must change, in short, and how many nobody can tell of. */
async function judged(name: string) {
  const text = await givenText(join(folder, name))
  const session = sessionOf(text)
  const { lines } = judgedText(name, session, await recordedTypings('texts', name, session))
  const places = lines.flatMap((line) => line.places)
  const isStale = (standing: string) => !['as printed', 'blocked', 'not read'].includes(standing)
  return {
    stale: places
      .filter(({ standing }) => isStale(standing))
      .map(({ standing, path, span, changes }) => {
        const line = text.text.slice(0, span?.from ?? 0).split('\n').length
        return `${line}: ${standing} ${path.at(-1) ?? ''}${changes.map(({ id }) => ` ${id}`).join('')}`
      }),
    blocked: places.filter(({ standing }) => standing === 'blocked').length,
    unread: places.filter(({ standing }) => standing === 'not read').length,
  }
}

/** Of each text the places that are stale, by their lines; and how many are blocked. */
const right: readonly (readonly [text: string, stale: readonly string[], blocked: number])[] = [
  ['01.md', ['9: changed columns get-jobs-status'], 4],
  ['02.md', [], 3],
  ['03.md', ['5: changed columns get-jobs-status'], 4],
  ['04.md', [], 0],
  ['05.md', [], 0],
  ['06.md', [], 2],
  ['07.md', [], 0],
  [
    '08.md',
    [
      '5: changed columns get-cronjobs-timezone',
      '8: changed columns get-cronjobs-timezone',
      '11: changed job.batch "sleepy" deleted delete-namespace',
      '13: changed job.batch "sleepy" deleted delete-namespace',
      '17: changed <number> Running / <number> Succeeded / <number> Failed describe-job-ready describe-job-active',
      '21: changed <number> Running / <number> Succeeded / <number> Failed describe-job-ready describe-job-active',
      '29: not printed any more selfLink self-link',
    ],
    18,
  ],
  [
    '09.md',
    [
      '3: changed job.batch "sleepy" deleted delete-namespace',
      '9: changed job.batch "sleepy" deleted delete-namespace',
      '14: changed job.batch "sleepy" deleted delete-namespace',
      '19: changed job.batch "sleepy" deleted delete-namespace',
      '24: changed job.batch "sleepy" deleted delete-namespace',
      '29: changed job.batch "sleepy" deleted delete-namespace',
      '34: changed job.batch "sleepy" deleted delete-namespace',
      '39: changed job.batch "sleepy" deleted delete-namespace',
      '44: changed job.batch "sleepy" deleted delete-namespace',
      '49: changed job.batch "sleepy" deleted delete-namespace',
      '54: changed job.batch "sleepy" deleted delete-namespace',
      '59: changed job.batch "sleepy" deleted delete-namespace',
    ],
    0,
  ],
  [
    '10.rst',
    ['7: changed job.batch "sleepy" deleted delete-namespace', '15: changed columns get-jobs-status'],
    4,
  ],
  [
    '11.md',
    ['4: changed job.batch "sleepy" deleted delete-namespace', '11: not printed any more selfLink self-link'],
    3,
  ],
  ['11b.md', ['4: changed job.batch "sleepy" deleted delete-namespace'], 0],
  [
    '12.md',
    [
      '5: changed controller-uid=<uid> describe-job-selector',
      '6: missing batch.kubernetes.io/controller-uid=<uid> describe-job-label-uid',
      '6: missing batch.kubernetes.io/job-name=sleepy describe-job-label-name',
      '10: missing Completion Mode describe-job-completion-mode',
      '10: missing Suspend describe-job-suspend',
      '10: missing Backoff Limit describe-job-backoff-limit',
      '14: changed <number> Running / <number> Succeeded / <number> Failed describe-job-ready describe-job-active',
      '16: changed Labels: controller-uid=<uid> describe-job-template-label',
      '17: missing controller-uid=<uid> describe-job-template-label-uid',
      '17: missing batch.kubernetes.io/job-name=sleepy describe-job-template-prefix-name',
      '29: missing Node-Selectors: <none> describe-job-node-selectors',
      '29: missing Tolerations: <none> describe-job-tolerations',
      '33: missing Normal Completed <age> job-controller Job completed event-job-completed',
    ],
    26,
  ],
  [
    '13.md',
    [
      '15: missing labels.kubernetes.io/metadata.name namespace-label',
      '23: missing f:metadata namespace-managed-label',
      '23: not printed any more f:status namespace-managed-status',
    ],
    12,
  ],
  [
    '14.md',
    [
      '3: not printed any more default-token-<random> describe-secret-no-token',
      '42: not printed any more preferences config-view-preferences',
      '46: changed client-certificate-data config-view-client-certificate',
      '47: changed client-key-data config-view-client-key',
    ],
    11,
  ],
  [
    '15.md',
    [
      '10: missing [FailureTarget] job-failure-target',
      '16: missing ready job-status-ready',
      '16: missing uncountedTerminatedPods job-status-uncounted',
      '16: missing terminating job-status-terminating',
    ],
    7,
  ],
  ['18.md', [], 0],
  ['19.md', ['19: changed columns get-jobs-status', '20: missing [sleepy] get-jobs-status'], 0],
  [
    '20.md',
    ['3: changed columns get-jobs-status', '7: changed job.batch "sleepy" deleted delete-namespace'],
    4,
  ],
  ['21.ipynb', ['1: changed job.batch "sleepy" deleted delete-namespace'], 0],
  [
    '22.md',
    [
      '6: changed job.batch "sleepy" deleted delete-namespace',
      '11: changed cronjob.batch "sleepy" deleted delete-namespace',
      '16: changed columns get-jobs-status',
      '23: changed columns get-jobs-status',
      '29: changed columns get-cronjobs-timezone',
    ],
    14,
  ],
  [
    '23-bom-crlf.md',
    [
      '6: changed job.batch "sleepy" deleted delete-namespace',
      '11: changed cronjob.batch "sleepy" deleted delete-namespace',
      '16: changed columns get-jobs-status',
      '23: changed columns get-jobs-status',
      '29: changed columns get-cronjobs-timezone',
    ],
    14,
  ],
  [
    '25.adoc',
    ['14: changed columns get-jobs-status', '23: changed job.batch "sleepy" deleted delete-namespace'],
    4,
  ],
  ['26.md', [], 2],
  [
    '27.md',
    [
      '5: changed No resources found in default namespace. get-nothing-namespace',
      '7: changed No resources found in default namespace. get-nothing-namespace',
    ],
    1,
  ],
  ['28.md', ['3: changed job.batch "sleepy" deleted delete-namespace'], 0],
  ['30.md', [], 0],
  ['31.md', ['6: changed [sleepy]'], 0],
  [
    '32.md',
    [
      '3: missing All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt. run-recorded-in-logs',
    ],
    2,
  ],
  ['33.md', [], 0],
  ['34.md', [], 0],
  ['35.html', ['2: changed job.batch "sleepy" deleted delete-namespace'], 0],
  ['37.md', [], 19],
  ['38.md', [], 0],
  ['41.md', ['3: changed columns get-jobs-status'], 4],
  ['42.md', ['3: changed columns get-cronjobs-timezone'], 6],
  ['45.md', [], 0],
]

test.each(right)('%s', async (name, stale, blocked) => {
  expect(await judged(name)).toEqual({ stale, blocked, unread: 0 })
})

test('each small text is judged', () => {
  const refused = '24-utf16.md'
  const texts = readdirSync(folder).filter((name) => !['README.md', 'typings', refused].includes(name))
  expect(right.map(([name]) => name)).toEqual(texts)
})
