import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { isAtLength } from '../../testing/at-length.ts'
import { Secrets } from './secrets.ts'

const random = (bytes: number) => randomBytes(bytes).toString('base64')
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n')

/** Texts that somebody could write to hold up who searches them; each of about so many characters. */
const hostile: [name: string, write: (length: number) => string][] = [
  [
    'a Secret of many entries',
    (length) => `kind: Secret\ndata:\n${lines(length / 50, (at) => `  key-${at}: ${random(27)}`)}`,
  ],
  ['a Secret with one long entry', (length) => `kind: Secret\ndata:\n  key: ${random((length * 3) / 4)}\n`],
  [
    'an entry over many lines',
    (length) => `kind: Secret\ndata:\n  key: |\n${lines(length / 70, () => `    ${random(48)}`)}`,
  ],
  [
    'many small documents',
    (length) => lines(length / 40, (at) => `---\nkind: Secret\nstringData: {key: key${at}}`),
  ],
  ['many kinds', (length) => 'kind: Secret\n'.repeat(length / 13)],
  ['kinds, each deeper', (length) => lines(Math.sqrt(length * 2), (at) => `${' '.repeat(at)}kind: Secret`)],
  ['deep flow', (length) => `kind: Secret\ndata: ${'{a: '.repeat(length / 4)}`],
  ['deep lists', (length) => `kind: Secret\ndata: ${'['.repeat(length)}`],
  [
    'aliases of aliases',
    (length) =>
      `kind: Secret\n${lines(length / 60, (at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(9)}]`)}\ndata: *a9\n`,
  ],
  ['base64', (length) => random((length * 3) / 4)],
  [
    'base64 in base64',
    (length) => {
      let text = random(length / 6)
      for (let depth = 0; depth < 5; depth += 1) text = Buffer.from(text).toString('base64')
      return text
    },
  ],
  ['one letter', (length) => 'a'.repeat(length)],
  ['begins of tokens', (length) => 'eyJ'.repeat(length / 3)],
  ['begins of sequences', (length) => '\u009D\u001B['.repeat(length / 3)],
  ['escapes', (length) => String.raw`\u0053`.repeat(length / 6)],
  ['names of credentials', (length) => 'token-'.repeat(length / 6)],
  ['quoted kinds', (length) => '"kind: Secret '.repeat(length / 14)],
]

/** Of how many characters they are. */
const length = isAtLength ? 1 << 19 : 1 << 17
/** The least CPU time for the eighth part of one that can be told from nothing (milliseconds). */
const least = (length / (1 << 19)) * 20

/** CPU time of this thread (milliseconds), which a busy machine does not make longer. */
const cpuTime = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

interface Cost {
  all: number
  longest: number
}

/** How long it takes to search a text, and the longest step of it (milliseconds). */
function cost(text: string): Cost {
  const begun = cpuTime()
  let [last, longest] = [begun, 0]
  for (const work = new Secrets().redacting(text); !work.next().done;) {
    const now = cpuTime()
    longest = Math.max(longest, now - last)
    last = now
  }
  return { all: cpuTime() - begun, longest }
}

const lesser = (one: Cost, other: Cost): Cost => ({
  all: Math.min(one.all, other.all),
  longest: Math.min(one.longest, other.longest),
})

test.for(hostile)(
  '%s: holds nobody up, and eight times as much takes no more than twenty times as long',
  ([, write]) => {
    const long = write(length).slice(0, length)
    const first = cost(long)
    const most: Cost = { all: 20 * least, longest: 100 }
    if (first.all >= most.all) {
      const short = write(length / 8)
      most.all = Math.max(most.all, 20 * lesser(cost(short), cost(short)).all)
    }
    // Something else may have come between, which does not come twice.
    const isEnough = first.all < most.all && first.longest < most.longest
    const large = isEnough ? first : lesser(first, cost(long))
    expect(large.longest).toBeLessThan(most.longest)
    expect(large.all).toBeLessThan(most.all)
  },
)

test('what is too long is not searched, and not told', () => {
  expect(new Secrets().redact('a '.repeat(1 << 19)).text).toBe('<secret too long to search>')
})
