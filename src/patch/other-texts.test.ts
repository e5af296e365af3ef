import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordedTypings } from '../../testing/recorded-typings.ts'
import { judgedText } from '../proofread/judge-text.ts'
import { isStale } from '../proofread/text-summary.ts'
import { sessionOf } from '../session/session-of.ts'
import { lineNumbersOf } from '../text/line-numbers.ts'
import { readForm } from '../text/read-form.ts'
import { textPatch } from './text-patch.ts'

// Texts about other subjects, whose answers an older version has printed, judged by what came when they were typed.

const folder = join(import.meta.dirname, '../../testing/other-texts')

async function judged(name: string, file: string) {
  const session = sessionOf(readForm(name, file))
  return judgedText(name, session, await recordedTypings('other-texts', name, session))
}

/** In which lines the answers of both versions differ, noise apart, and by which change. */
const stale: readonly (readonly [name: string, places: readonly string[]])[] = [
  ['configmaps.adoc', ['144: delete-namespace', '157: delete-namespace']],
  [
    'deployments.md',
    [
      '102: describe-deployment-node-selectors',
      '102: describe-deployment-tolerations',
      '113: event-scaled-from-to, event-scaled-from-zero, event-scaled-from',
      '114: event-scaled-from-to, event-scaled-from',
      '135: rollout-undo-applied',
      '147: delete-namespace',
    ],
  ],
  // Not found: `tail` shows another part of the object, in which there is a condition more.
  [
    'failing-jobs.txt',
    [
      '60: describe-job-suspend',
      '60: describe-job-backoff-limit',
      '79: describe-job-node-selectors',
      '79: describe-job-tolerations',
      '125: delete-namespace',
      '126: delete-namespace',
    ],
  ],
  [
    'jobs.md',
    [
      '63: describe-job-suspend',
      '63: describe-job-backoff-limit',
      '84: describe-job-node-selectors',
      '84: describe-job-tolerations',
      '121: describe-job-suspend',
      '121: describe-job-backoff-limit',
      '142: describe-job-node-selectors',
      '142: describe-job-tolerations',
      '214: job-template-no-timestamp',
      '240: job-success-criteria-met',
      '241: job-complete-message',
      '241: job-complete-reason',
      '258: delete-namespace',
    ],
  ],
  [
    'probes.md',
    [
      '60: describe-pod-service-account',
      '84: describe-pod-liveness-thresholds',
      '100: describe-pod-configmap-optional, describe-pod-volume-optional',
      '110: describe-pod-event-container',
      '111: describe-pod-event-container, event-pulled-size, event-pulled-waiting, event-pulled-time',
      '112: describe-pod-event-container, event-created-short, event-created-colon, event-created-name',
      '113: describe-pod-event-container, event-started-short, event-started-name',
      '155: event-created-short, event-created-colon, event-created-name',
      '156: event-started-short, event-started-name',
      '171: delete-namespace',
    ],
  ],
  // Not found: `auth can-i --list` has a row for clustertrustbundles, of which no record tells.
  [
    'rbac.rst',
    [
      '25: get-serviceaccounts-no-secrets',
      '37: describe-serviceaccount-mountable-secrets',
      '38: describe-serviceaccount-tokens',
      '123: delete-namespace',
      '128: delete-namespace',
      '133: delete-namespace',
    ],
  ],
  [
    'services.html',
    [
      '57: describe-service-internal-traffic',
      '62: get-endpoints-deprecated',
      '104: delete-namespace',
      '108: delete-namespace',
    ],
  ],
  ['storage.txt', ['63: describe-pvc-unused', '91: delete-namespace']],
]

test.each(stale)('what is stale in %s is found, and nothing else', async (name, places) => {
  const file = await readFile(join(folder, name), 'utf8')
  const lineAt = lineNumbersOf(file)
  const { lines } = await judged(name, file)
  const found = lines.flatMap((line) =>
    line.places
      .filter(isStale)
      .map(({ span, changes }) => `${lineAt(span?.from ?? 0)}: ${changes.map(({ id }) => id).join(', ')}`),
  )
  expect(found).toEqual(places)
})

/** Of several lines with times: nobody writes them into a text. */
const byHand = ['Conditions']

test.each(stale)(
  'the patch of %s leaves what it says, and changes nothing when it is made again',
  async (name) => {
    const { after } = textPatch(await judged(name, await readFile(join(folder, name), 'utf8')))
    const again = await judged(name, after)
    const left = again.lines.flatMap((line) => line.places.filter(isStale)).map(({ path }) => path.join(' '))
    expect(left).toEqual(name === 'storage.txt' ? byHand : [])
    expect(textPatch(again).after).toBe(after)
  },
)

test('each text is judged', () => {
  const texts = readdirSync(folder).filter((name) => !['README.md', 'typings'].includes(name))
  expect(stale.map(([name]) => name)).toEqual(texts)
})
