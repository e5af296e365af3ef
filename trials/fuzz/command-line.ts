import * as fc from 'fast-check'
import { anyText } from './any-text.ts'
import { versionTexts } from './versions.ts'

/** What is typed after `scripts/setup`: a command and its words. */
export interface CommandLine {
  script: string
  words: string[]
}

/** Scripts that do nothing without a cluster; what makes one is kept from it by `LAB_SETUP=never`. */
const harmless = [
  'verify',
  'replay',
  'trial',
  'trial falsify',
  'trial soak',
  'trial chaos',
  'setup',
  'versions',
]
/** Those that would do something all the same: what they are given always has a word too many. */
const others = ['test', 'trial fuzz', 'matrix', 'compare', 'proofread', 'clean', 'catalogue']

const options = fc.constantFrom(
  '--help',
  '-h',
  '--version',
  '--kubernetes',
  '--image-source',
  '--kubectl',
  '--quick',
  '--keep',
  '--reuse',
  '--reports',
  '--runs',
  '--faults',
  '--seed',
  '--only',
  '--cases',
  '--unit',
  '--no-quick',
  '--kubernets',
  '--__proto__',
  '--',
  '-',
)
const values = fc.oneof(
  versionTexts.filter((text) => !text.includes('\0') && text.length < 1000),
  fc.constantFrom(
    'pull',
    'build',
    '/',
    '/dev/null',
    '/nonexistent',
    '.',
    'traces',
    'package.json',
    '../../x',
    'true',
  ),
  fc.constantFrom(
    '0',
    '1',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '99999999',
    '9007199254740991',
    '9007199254740993',
    ' 7',
  ),
  anyText(20).filter((text) => !text.includes('\0')),
)
const typed = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(options, values) },
    { weight: 1, arbitrary: fc.tuple(options, values).map((pair) => [pair.join('=')]) },
    { weight: 2, arbitrary: options.map((option) => [option]) },
    { weight: 1, arbitrary: values.map((value) => [value]) },
  ),
  { maxLength: 4 },
)

const lineOf = (begin: string, words: readonly string[]): CommandLine => {
  const [script = '', ...trial] = begin.split(' ')
  return { script, words: [...trial, ...words] }
}

/** Words that are given to the scripts. */
export const typedLines: fc.Arbitrary<CommandLine> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom(...harmless), typed)
      .map(([begin, words]) => lineOf(begin, words.flat())),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...others), typed)
      .map(([begin, words]) => lineOf(begin, ['--one-too-many', ...words.flat()])),
  },
)
