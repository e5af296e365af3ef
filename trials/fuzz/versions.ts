import * as fc from 'fast-check'
import { builtVersions, pulledVersions, resolveKubernetes } from '../../src/machine/versions.ts'
import { anyText } from './any-text.ts'
import type { InputKind } from './input-kind.ts'
import { outcomeOf } from './outcome.ts'
import { lacking } from '../../testing/said.ts'

const known = [...pulledVersions.map(({ version }) => version), ...builtVersions]
const minors = known.map((version) => version.replace(/\.\d+$/, ''))

const numbers = fc.oneof(fc.nat({ max: 50 }), fc.constantFrom(-1, 1.5, 1e21, 2 ** 53))
const odd = fc.constantFrom(
  '',
  ' ',
  'v',
  'latest',
  'stable',
  'v1',
  '1.',
  '.37',
  'v1.37.',
  'v1..2',
  '__proto__',
  '*',
  '^1.37',
)
const around = fc.constantFrom(
  '',
  ' ',
  '\n',
  'v',
  'V',
  '0',
  '-rc.1',
  '+k3s1',
  '.0',
  ',',
  '\u001B[31m',
  '\u202E',
)

/** What somebody may name as a version of Kubernetes. */
export const versionTexts: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...known, ...minors) },
  {
    weight: 3,
    arbitrary: fc.array(numbers, { minLength: 1, maxLength: 4 }).map((parts) => `v${parts.join('.')}`),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(around, fc.constantFrom(...known, ...minors), around).map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: odd },
  { weight: 2, arbitrary: anyText(30) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 100_000 }).map((times) => '1.'.repeat(times)) },
)

/** Versions of Kubernetes: the one that is found is the one that was asked for. */
export const versionNames: InputKind<string> = {
  name: 'versions',
  share: 173,
  secondsAtMost: 5,
  inputs: versionTexts,
  feed: async (asked) =>
    await outcomeOf(
      async () => {
        const { pulled, built } = resolveKubernetes(asked)
        const wanted = asked.trim().replace(/^v?/, 'v')
        const others = [pulled?.version ?? built, built].filter((one) => !`${one}.`.startsWith(`${wanted}.`))
        return others.length === 0 ? undefined : `another version than asked for: ${JSON.stringify(others)}`
      },
      (message) => lacking(message, /v1\.37.*v1\.30/s),
    ),
}
