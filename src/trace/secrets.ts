import { createHash } from 'node:crypto'
import { withNames, type NamedPlace } from './named-places.ts'
import { bytesOfPem, numbersOfKey } from './pem.ts'
import { credentialsIn, credentialsWithin } from './credentials.ts'
import { readingsOf, TooMuchToRead, plainReadingsOf, type Reading } from './readings.ts'
import { hidden, isCertificate, secretsIn, secretsOf, type SecretObject } from './secret-objects.ts'
import { allAtOnce, type Work } from '../turns.ts'
import { shortest, Values, type Found, type Value } from './values.ts'

const jwt = /eyJ[\w-]{10,}(?:\.[\w-]*){0,2}/g
const wholeJwt = /^eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{20,}$/
const privateKey =
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----([\s\S]*?)(-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g

/** A piece of a signature or a key counts when it has so many letters and digits, or bytes. */
const leastOfKey = 12
/** Of anything else so many and half of all, or three quarters: it may have words that are in other texts as well. */
const leastOfOther = 24
const all = Number.POSITIVE_INFINITY
/** Texts of so many characters do not come twice. */
const longestRemembered = 100
/** So many texts that have been searched before they left are remembered. */
const mostRemembered = 10_000
/** A text that is longer is searched in parts, which have in common what any secret is long; or not at all. */
const longestPart = 1 << 15
const overlap = 1 << 13
const longestText = 1 << 19
/** So much of the end of a text can be the begin of a secret. */
const longestUnfinished = 1 << 13
/** Stands for what is not searched. */
const tooMuch = '<secret too long to search>'
/** What looks like a credential is one elsewhere too, unless it may be a word. */
const noWord = /^(?=.*\d)(?=.*[A-Za-z]).{12,}$/
/** Two certificates of one cluster have fewer bytes in common. */
const leastOfCertificate = 128

/** How secrets begin, plain and in base64: tokens, and private keys. */
const beginnings = ['eyJ', '-----BEGIN ', 'ZXlK', 'LS0tLS1CRUdJTi']

/** What is there of a beginning that is itself cut in two: as a word of its own, or each word that ends with e waits. */
const cutBeginnings = beginnings.flatMap((beginning) =>
  Array.from(beginning, (_, at) => beginning.slice(0, at + 1)),
)

/** What a text may end with, or have in it, while a secret is not whole. Whole keys are taken out before. */
const unfinished = [
  new RegExp(`(?<![\\w+/])(?:${cutBeginnings.join('|')})$`),
  /eyJ[\w.-]*$/,
  /(?:ZXlK|LS0tLS1CRUdJTi)[\w+/=]*$/,
  /-----BEGIN [A-Z ]*-{0,4}$/,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/,
]
/** The begin of a word, where a text ends in the middle of one; of a longer word the begin of a secret is found. */
const lastWord = /[\w+/=-]{1,24}$/
const longestWord = 24
/** Where a secret is encoded with what stands before it, so much of the end of a word may be the begin of it. */
const leastOfEnd = 4
/** What may be left at the end of a text behind a piece of a secret: half a byte, the begin of an escape, line ends. */
const unreadEnd = /^\S{0,8}\s*$/

export interface Redacted {
  text: string
  /** The tokens whose names are in it. */
  tokens: string[]
}

/** What stands for a secret, or for something that is never more than a piece of one. */
interface Names {
  whole: string
  piece: string
  /** The secret itself, where it is a token. */
  token?: string
  /** What it has before its first letter or digit, and behind the last one. */
  ends?: [before: string, behind: string]
}

interface Place extends NamedPlace {
  isWhole: boolean
  /** An object says that it is secret: it has this name where it has no better one. */
  isOfObject?: boolean
}

const namesOfSecret: Names = { whole: '<secret>', piece: '<part of secret>' }

/** Whether a text is the name of a secret, and nothing else. */
const isMark = (text: string) => /^<[\w ]+>$/.test(text)

/** Of each run that this process has recorded, and one for what only looks like a secret. */
const ofThisProcess = new Set<Secrets>()

/** Searches a text that is about to leave for all that this process knows, and for what looks like a secret. */
export function searchAll(text: string): string {
  if (ofThisProcess.size === 0) void new Secrets()
  let searched = text
  for (const secrets of ofThisProcess) searched = secrets.search(searched)
  return searched
}

/** The name that stands for a token: claims can still tell whether two are the same, nobody can use it. */
export function nameOfToken(token: string): string {
  return `<token ${createHash('sha256').update(token).digest('hex').slice(0, 8)}>`
}

/**
 * The secrets of a run. Those that it knows are recognised by their value, in whatever way they are written, and pieces of
 * them; of others what looks like a token or a private key.
 */
export class Secrets {
  /** By their letters and digits alone: whatever may stand between these. */
  readonly #texts = new Values<Names>()
  /** As they are: keys, and what has hardly any letters. */
  readonly #bytes = new Values<Names>()
  readonly #beginnings = new Set<string>()
  readonly #tokens = new Set<string>()
  /** Short texts in which there is none of those that are known by now: names and keys come over and over. */
  readonly #harmless = new Set<string>()
  /** What was searched before it left, with what became of it: each page of a report has most of it again. */
  readonly #searched = new Map<string, string>()

  constructor() {
    ofThisProcess.add(this)
  }

  /** Learns a bearer token. */
  learnToken(token: string): void {
    if (this.#tokens.has(token)) return
    this.#tokens.add(token)
    const whole = nameOfToken(token)
    const piece = whole.replace('<', '<part of ')
    const claims = wholeJwt.test(token) ? token.slice(0, token.lastIndexOf('.')) : ''
    this.#learnText(token, { whole, piece, token }, leastOfKey, lettersOf(claims).letters.length)
    if (claims === '') return
    this.#learnText(claims, { whole: piece, piece }, leastOfOther)
    this.#expect(Buffer.from(token.slice(claims.length + 1)))
  }

  /** Learns a certificate in PEM; without this it is none of the secrets. */
  learnCertificate(pem: string): void {
    const names = { whole: '<client certificate>', piece: '<part of client certificate>' }
    this.#learnBytes(bytesOfPem(pem), names, leastOfCertificate)
  }

  /** Learns a secret of any kind, with the tokens, keys and credentials that are in it. Certificates are none. */
  learn(secret: Buffer | string): void {
    allAtOnce(this.#learning(secret))
  }

  /** Replaces all secrets in a text, and learns those that it can be sure of. */
  redact(text: string): Redacted {
    return allAtOnce(this.redacting(text))
  }

  /** The same as work that may pause. */
  *redacting(text: string): Work<Redacted> {
    if (text.length < shortest || this.#harmless.has(text)) return { text, tokens: [] }
    if (text.length > longestText) return { text: tooMuch, tokens: [] }
    const places: Place[] = []
    const isLong = text.length > longestPart
    if (isLong) {
      for (const reading of plainReadingsOf(text)) places.push(...(yield* this.#inObjects(reading)))
    }
    for (let [begin, end] = [0, 0]; end < text.length; begin = end - overlap) {
      end = Math.min(text.length, begin + longestPart)
      places.push(...(yield* this.#placesIn(text, begin, end, isLong)))
    }
    if (places.length === 0 && text.length < longestRemembered) this.#harmless.add(text)
    return withNames(text, withoutNamed(text, places))
  }

  /**
   * Replaces all that a line prints which reads what Secrets hold: each value, but for those that have a name of their own
   * when they are redacted. Keys of JSON stay.
   */
  hideValues(printed: string): string {
    return printed.replaceAll(/[^\s"'{}:,[\]]+/g, (word, at: number) => {
      if (printed.startsWith('":', at + word.length)) return word
      if (lettersOf(this.redact(word).text.replaceAll(/<[\w ]+>/g, '')).letters === '') return word
      if (noWord.test(word)) this.learn(word)
      return namesOfSecret.whole
    })
  }

  /** Replaces what is known, or looks like a secret, in a text that is not decoded. */
  search(text: string): string {
    const before = this.#searched.get(text)
    if (before !== undefined) return before
    if (this.#searched.size >= mostRemembered) this.#searched.clear()
    const searched = this.#search(text)
    this.#searched.set(text, searched)
    return searched
  }

  #search(text: string): string {
    const readings = [...plainReadingsOf(text)]
    const recognised = readings.flatMap((reading) => this.#recognised(reading))
    return withNames(text, [...recognised, ...readings.flatMap((reading) => this.#known(reading))]).text
  }

  /** Replaces all secrets in a JSON value, however deep, also in the keys of objects. */
  redactValue(value: unknown, onToken: (token: string) => void): unknown {
    return allAtOnce(this.redactingValue(value, onToken))
  }

  /** The same as work that may pause. */
  *redactingValue(value: unknown, onToken: (token: string) => void): Work<unknown> {
    if (typeof value === 'string') {
      const { text, tokens } = yield* this.redacting(value)
      tokens.forEach(onToken)
      return text
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) {
      const items: unknown[] = []
      for (const item of value) items.push(yield* this.redactingValue(item, onToken))
      return items
    }
    const object: SecretObject = value
    const isOfSecret = object.kind === 'Secret'
    if (isOfSecret) {
      for (const secret of secretsOf(object)) yield* this.#learning(secret)
    }
    const entries: [string, unknown][] = []
    for (const [key, item] of Object.entries(value)) {
      const redacted = yield* this.redactingValue(item, onToken)
      const isHidden = isOfSecret && (key === 'data' || key === 'stringData')
      const name = yield* this.redactingValue(key, onToken)
      entries.push([name as string, isHidden ? hidden(object, item, redacted) : redacted])
    }
    return Object.fromEntries(entries)
  }

  /** Whether a text may end in the middle of a secret, so that it must not go out before what follows. */
  mayGoOn(shown: string): boolean {
    const text = shown.slice(-longestUnfinished)
    const rest = text.replace(privateKey, (key, _body, end) => (end === '' ? key : ''))
    if (unfinished.some((pattern) => pattern.test(rest))) return true
    const [word = ''] = text.match(lastWord) ?? []
    const ends = Array.from(word, (_, at) => word.slice(at))
    const mayBegin = (end: string) =>
      (end === word || end.length >= leastOfEnd) &&
      [...this.#beginnings].some((one) => one.startsWith(end) && one !== end)
    if (ends.some(mayBegin)) return true
    return readable(text).some((reading) =>
      this.#known(reading, shortest).some(({ to, isWhole }) => !isWhole && unreadEnd.test(text.slice(to))),
    )
  }

  /** @param from which of its letters on it may be found */
  #learnText(text: string, names: Names, least: number, from = 0): void {
    const { letters, places } = lettersOf(text)
    if (letters.length < shortest) return this.#learnBytes(Buffer.from(text), names, all)
    const ends: Names['ends'] = [text.slice(0, places.at(0)), text.slice((places.at(-1) ?? 0) + 1)]
    const marks = [{ from, to: letters.length }]
    if (this.#texts.add({ text: letters, of: { ...names, ends }, least, marks }))
      this.#expect(Buffer.from(text))
  }

  #learnBytes(bytes: Buffer, names: Names, least: number, marks?: Value<Names>['marks']): void {
    const forms = [bytes.toString('latin1'), ...(isText(bytes) ? [bytes.toString()] : [])]
    for (const text of bytes.length < shortest ? [bytes.toString('base64')] : forms) {
      if (text.length < shortest) continue
      if (this.#bytes.add({ text, of: names, least, ...(marks && { marks }) })) this.#expect(bytes)
    }
  }

  /** From now on a text may have it, or be cut after its first characters. */
  #expect(bytes: Buffer): void {
    this.#harmless.clear()
    this.#searched.clear()
    const begin = bytes.subarray(0, longestWord)
    const base64 = [0, 1, 2].map((before) =>
      Buffer.concat([Buffer.alloc(before), begin])
        .toString('base64')
        .slice(before && before + 1),
    )
    for (const form of [begin.toString('latin1'), begin.toString('hex'), ...base64]) {
      this.#beginnings.add(form.slice(0, longestWord + 1))
    }
  }

  #learnKey(pem: string): void {
    const names = { whole: '<private key>', piece: '<part of private key>' }
    this.#learnBytes(bytesOfPem(pem), names, leastOfKey, numbersOfKey(pem))
  }

  *#learning(secret: Buffer | string): Work<void> {
    yield
    const bytes = Buffer.from(secret as string)
    if (!isText(bytes)) {
      this.#learnBytes(bytes, namesOfSecret, Math.max(leastOfKey, bytes.length >> 8))
      return
    }
    const text = bytes.toString().trim()
    if (isCertificate(text) || isMark(text)) return
    if (text.length <= longestText) {
      const rest = (yield* this.redacting(text)).text.replaceAll(/<[\w ]+>/g, '')
      if (lettersOf(rest).letters.length < shortest && rest !== text) return
    }
    for (const inner of [...credentialsWithin(text), text]) {
      const { length } = lettersOf(inner).letters
      const least = Math.min(Math.max(leastOfOther, length / 2), length * (3 / 4))
      this.#learnText(inner, namesOfSecret, Math.max(shortest, least))
      yield
    }
  }

  /** What is secret in the objects that a text shows. */
  *#inObjects(reading: Reading): Work<Place[]> {
    const places: Place[] = []
    for (const found of secretsIn(reading.text)) {
      yield
      if (!found || isMark(reading.text.slice(found.from, found.to))) continue
      const { from, to, value } = found
      if (value !== undefined) yield* this.#learning(value)
      const name = value === undefined ? tooMuch : namesOfSecret.whole
      places.push(placeOf(reading, from, to, { name, isWhole: true, isOfObject: true }))
    }
    return places
  }

  /** All that is known, or looks like a secret, in a part of a text. */
  *#placesIn(text: string, begin: number, end: number, isLong: boolean): Work<Place[]> {
    const readings: Reading[] = []
    const places: Place[] = []
    try {
      for (const reading of readingsOf(text, begin, end)) {
        readings.push(reading)
        yield
      }
    } catch (error) {
      if (!(error instanceof TooMuchToRead)) throw error
      return [{ from: begin, to: end, name: tooMuch, isWhole: true }]
    }
    for (const reading of readings.filter(({ isBytes }) => !isBytes)) {
      if (reading.isDecoded || !isLong) places.push(...(yield* this.#inObjects(reading)))
      places.push(...this.#recognised(reading))
      yield
    }
    for (const reading of readings) {
      places.push(...this.#known(reading))
      yield
    }
    return places
  }

  /** Tokens and keys by what they look like. */
  #recognised(reading: Reading): Place[] {
    const keys = [...reading.text.matchAll(privateKey)].map(({ index, 0: key, 2: end }) => {
      if (end !== '') this.#learnKey(key)
      return placeOf(reading, index, index + key.length, { name: '<private key>', isWhole: true })
    })
    const tokens = [...reading.text.matchAll(jwt)].flatMap(({ index, 0: token }) => {
      // What follows a token that is decoded may seem to belong to it.
      if (reading.isDecoded && [...this.#tokens].some((known) => known !== token && token.startsWith(known)))
        return []
      if (wholeJwt.test(token)) this.learnToken(token)
      const name = nameOfToken(token)
      return [placeOf(reading, index, index + token.length, { name, token, isWhole: true })]
    })
    const credentials = credentialsIn(reading.text).map(({ from, to }) => {
      const text = reading.text.slice(from, to)
      if (noWord.test(text)) this.#learnText(text, namesOfSecret, text.length)
      return placeOf(reading, from, to, { name: namesOfSecret.whole, isWhole: true, isOfObject: true })
    })
    return [...keys, ...tokens, ...credentials]
  }

  /** Secrets by their value. */
  #known(reading: Reading, least?: number): Place[] {
    const { letters, places } = lettersOf(reading.text)
    return [
      ...this.#texts
        .in(letters, least)
        .map((found) =>
          placeOfKnown(reading, found, places[found.from] ?? 0, (places[found.to - 1] ?? 0) + 1),
        ),
      ...this.#bytes
        .in(reading.text, least)
        .map((found) => placeOfKnown(reading, found, found.from, found.to)),
    ]
  }
}

function placeOfKnown(
  reading: Reading,
  { value, from, to }: Found<Names>,
  begin: number,
  end: number,
): Place {
  const { whole, piece, token, ends: [before, behind] = ['', ''] } = value.of
  if (whole === piece || to - from < value.text.length) {
    return placeOf(reading, begin, end, { name: piece, isWhole: false })
  }
  return placeOf(
    reading,
    begin - (reading.text.slice(0, begin).endsWith(before) ? before.length : 0),
    end + (reading.text.startsWith(behind, end) ? behind.length : 0),
    { name: whole, isWhole: true, token },
  )
}

/** Where something in a reading stands in the text that was read, with the line end behind it where it is decoded. */
function placeOf(
  { text, from, to, isDecoded }: Reading,
  begin: number,
  end: number,
  what: Omit<Place, 'from' | 'to'>,
): Place {
  const [lineEnds = ''] = isDecoded ? (text.slice(end).match(/^[\r\n]+/) ?? []) : []
  return { from: from[begin] ?? 0, to: to[end + lineEnds.length - 1] ?? 0, ...what }
}

/** Without the places that an object or a word before them tells of, where others have named all their letters. */
function withoutNamed(text: string, places: readonly Place[]): Place[] {
  const named = new Uint8Array(text.length)
  for (const { from, to, isOfObject } of places) if (!isOfObject) named.fill(1, from, to)
  const isLeft = (place: number) => named[place] === 0 && isLetter[text.charCodeAt(place)]
  return places.filter(({ from, to, isOfObject }) => {
    if (!isOfObject) return true
    for (let place = from; place < to; place += 1) if (isLeft(place)) return true
    return false
  })
}

/** All readings of a text, none where that would take too long. */
function readable(text: string): Reading[] {
  try {
    return [...readingsOf(text)]
  } catch {
    return []
  }
}

/** The letters and digits of a text, and the place of each. */
function lettersOf(text: string): { letters: string; places: Uint32Array } {
  const places = new Uint32Array(text.length)
  let count = 0
  for (let place = 0; place < text.length; place += 1) {
    if (isLetter[text.charCodeAt(place)]) places[count++] = place
  }
  return { letters: text.replaceAll(/[^A-Za-z0-9]+/g, ''), places: places.subarray(0, count) }
}

const isLetter = Array.from({ length: 128 }, (_, code) => /[A-Za-z0-9]/.test(String.fromCharCode(code)))

const isText = (bytes: Buffer) => Buffer.from(bytes.toString()).equals(bytes)
