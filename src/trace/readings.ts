import { sequence } from '../sequences.ts'

/** A text that was read out of another one: each of its characters has the place in that one that it was made from. */
export interface Reading {
  text: string
  /** Where the place of each character begins, and where it ends. */
  from: Uint32Array
  to: Uint32Array
  /** Bytes, which somebody may have meant otherwise: each is a character, and few of them are text. */
  isBytes: boolean
  /** Whether it was decoded: what follows a secret then is not seen by anybody who reads the first text. */
  isDecoded: boolean
}

/** How bytes are written in digits: the value of each, by its character code, and how many bits it has. */
interface Digits {
  values: Int8Array
  bits: number
  /** From how many digits on a new byte may begin. */
  phases: number
}

const none = -1
const padding = -2
const digits = (bits: number, phases: number, ...alphabets: string[]): Digits => {
  const values = new Int8Array(128).fill(none)
  for (const alphabet of alphabets) {
    for (const [value, digit] of Array.from(alphabet).entries()) values[digit.charCodeAt(0)] = value
  }
  return { values, bits, phases }
}
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const base64 = digits(6, 4, `${letters}+/`, `${letters}-_`)
base64.values['='.charCodeAt(0)] = padding
const hex = digits(4, 2, '0123456789abcdef', '0123456789ABCDEF')

/** What is not seen, and characters that are written in another way. */
const escapes = new RegExp(
  String.raw`(?:${sequence})+|\\u(?:\{([\da-f]{1,6})\}|([\da-f]{4}))|(?:\\|(?<!\w)0)x([\da-f]{2})|%([\da-f]{2})|&#x([\da-f]{2,6});|&#(\d{2,7});|\\([nrt"'/\\])`,
  'giu',
)
const named: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

/** How often something may be encoded. */
const deepest = 6
/** Text in decoded bytes is so long at least: shorter ones are there by chance. */
// oxlint-disable-next-line no-control-regex
const textInBytes = /[\t\n\r\u001B -~]{12,}/g
/** Base64 that stands alone, from its first digit to its last. */
const base64Alone = /[\w+/-]{16,}/g

/** How much is read of a text, in all its readings, for each of its characters: what is encoded often takes more. */
const mostForEach = 64
const leastInAll = 1 << 18

/** It is encoded in so many ways, one in another, that it would take too long to read them all. */
export class TooMuchToRead extends Error {
  override name = 'TooMuchToRead'
}

/**
 * All that a part of a text can be read as: as it stands, with its escapes resolved, and decoded from base64 and hex, wherever
 * these begin and whatever stands between their digits; and all that these can be read as.
 * @throws TooMuchToRead when that would take more than a fixed time for each character
 */
export function* readingsOf(text: string, begin = 0, end = text.length): Generator<Reading> {
  const from = Uint32Array.from({ length: end - begin }, (_, index) => begin + index)
  const to = from.map((index) => index + 1)
  const first = { text: text.slice(begin, end), from, to, isBytes: false, isDecoded: false }
  let left = leastInAll + from.length * mostForEach
  for (const reading of allOf(first, deepest)) {
    left -= reading.text.length
    if (left < 0) throw new TooMuchToRead()
    yield reading
  }
}

/**
 * What a text says without being decoded: as it stands, with its escapes resolved, again and again, and without what stands
 * before each line of a difference, a comment, a quotation or a listing.
 */
export function* plainReadingsOf(text: string): Generator<Reading> {
  const from = Uint32Array.from({ length: text.length }, (_, index) => index)
  const to = from.map((index) => index + 1)
  let reading: Reading | undefined = { text, from, to, isBytes: false, isDecoded: false }
  for (let depth = deepest; depth >= 0 && reading; depth -= 1) {
    yield reading
    const bare = withoutMargin(reading)
    if (bare) yield bare
    reading = resolved(reading)
  }
}

function* allOf(reading: Reading, depth: number): Generator<Reading> {
  yield reading
  const bare = withoutMargin(reading)
  if (bare) yield bare
  if (depth === 0) return
  const plain = resolved(reading)
  if (plain) {
    yield* allOf(plain, depth - 1)
    return
  }
  for (const { index, 0: alone } of reading.text.matchAll(base64Alone)) {
    // All of a text is decoded below.
    if (alone.length === reading.text.length) continue
    yield* textsIn(decoded(part(reading, index, index + alone.length), base64, 0), depth - 1)
  }
  for (const kind of [base64, hex]) {
    for (let phase = 0; phase < kind.phases; phase += 1) {
      const bytes = decoded(reading, kind, phase)
      yield bytes
      yield* textsIn(bytes, depth - 1)
    }
  }
}

function* textsIn(bytes: Reading, depth: number): Generator<Reading> {
  for (const { index, 0: text } of bytes.text.matchAll(textInBytes)) {
    yield* allOf({ ...part(bytes, index, index + text.length), isBytes: false }, depth)
  }
}

const part = ({ text, from, to, ...how }: Reading, begin: number, end: number): Reading => ({
  text: text.slice(begin, end),
  from: from.subarray(begin, end),
  to: to.subarray(begin, end),
  ...how,
})

/** In a unified difference each line has one; elsewhere some lines may. */
const hunk = /^@@ -/m
const marginOfDifference = /^[-+ ]/gm
const margin = /^(?:[+#>|] ?|[ \t]*\d+(?:\t|[:|] ?| {2}))/gm

const withoutMargin = (reading: Reading) =>
  replaced(reading, hunk.test(reading.text) ? marginOfDifference : margin, () => '')

/** With what stands for other characters replaced by them; undefined where there is none of it. */
const resolved = (reading: Reading) =>
  replaced(reading, escapes, ([, braced, unicode, byte, percent, hexEntity, entity, name]) => {
    const code = Number.parseInt(braced ?? unicode ?? byte ?? percent ?? hexEntity ?? '', 16)
    return name === undefined
      ? characterOf(Number.isNaN(code) ? Number(entity) : code)
      : (named[name] ?? name)
  })

function replaced(
  { text, from, to, ...how }: Reading,
  pattern: RegExp,
  write: (match: RegExpExecArray) => string,
): Reading | undefined {
  const texts: string[] = []
  const [begins, ends] = [new Uint32Array(text.length), new Uint32Array(text.length)]
  let [done, size] = [0, 0]
  const copy = (end: number) => {
    texts.push(text.slice(done, end))
    begins.set(from.subarray(done, end), size)
    ends.set(to.subarray(done, end), size)
    size += end - done
  }
  for (const match of text.matchAll(pattern)) {
    copy(match.index)
    done = match.index + match[0].length
    const character = write(match)
    texts.push(character)
    for (let index = 0; index < character.length; index += 1, size += 1) {
      begins[size] = from[match.index] ?? 0
      ends[size] = to[done - 1] ?? 0
    }
  }
  if (done === 0) return undefined
  copy(text.length)
  return { text: texts.join(''), from: begins.subarray(0, size), to: ends.subarray(0, size), ...how }
}

/** None for a sequence that a terminal obeys, and for a number that no character has. */
const characterOf = (code: number) => (code <= 0x10_ff_ff ? String.fromCodePoint(code) : '')

/**
 * The bytes that its digits stand for; all other characters are passed over, and padding ends a row of digits.
 * @param phase how many digits at the begin of each row belong to something before
 */
function decoded({ text, from, to }: Reading, { values, bits }: Digits, phase: number): Reading {
  const most = Math.ceil((text.length * bits) / 8) + text.length
  const [begins, ends] = [new Uint32Array(most), new Uint32Array(most)]
  const bytes = Buffer.alloc(most)
  let size = 0
  let [skipped, held, heldBits, last] = [0, 0, 0, 0]
  const push = (byte: number, first: number, end: number) => {
    bytes[size] = byte
    begins[size] = from[first] ?? 0
    ends[size] = to[end] ?? 0
    size += 1
  }
  for (let index = 0; index < text.length; index += 1) {
    const value = values[text.charCodeAt(index)] ?? none
    if (value === none) continue
    if (value === padding) {
      push(0, index, index)
      ;[skipped, heldBits] = [0, 0]
    } else if (skipped < phase) skipped += 1
    else {
      held = ((held << bits) | value) & 0xffff
      heldBits += bits
      if (heldBits >= 8) {
        heldBits -= 8
        push((held >> heldBits) & 0xff, last, index)
      }
      last = index
    }
  }
  return {
    text: bytes.toString('latin1', 0, size),
    from: begins.subarray(0, size),
    to: ends.subarray(0, size),
    isBytes: true,
    isDecoded: true,
  }
}
