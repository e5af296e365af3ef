import * as fc from 'fast-check'
import { anyText } from './any-text.ts'

/** What may be done to bytes at a place, by what stands before it and after it. */
const ways = {
  flip: (before: Buffer, after: Buffer, { length }: ByteChange) => [
    before,
    after.subarray(0, 1).map((byte) => byte ^ (1 << (length % 8))),
    after.subarray(1),
  ],
  cut: (before: Buffer, after: Buffer, { length }: ByteChange) => [before, after.subarray(length)],
  insert: (before: Buffer, after: Buffer, { text }: ByteChange) => [before, Buffer.from(text), after],
  duplicate: (before: Buffer, after: Buffer, { length }: ByteChange) => [
    before,
    after.subarray(0, length),
    after,
  ],
  end: (before: Buffer) => [before],
} as const

/** A change of bytes; places count on from the beginning where there are not as many. */
export interface ByteChange {
  bytes: keyof typeof ways
  at: number
  /** How many bytes are cut or doubled. */
  length: number
  /** What is put in. */
  text: string
}

/** Texts that mean something to some reader of bytes. */
const snippets = ['\n', '\r', '\0', '\uFEFF', '"', '\\', '{', ']', '\u001B[2J', '\u2028', '---\n', '<', '&']

export const byteChanges: fc.Arbitrary<ByteChange> = fc.record(
  {
    bytes: fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[])),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 3000 }),
    text: fc.oneof(fc.constantFrom(...snippets), anyText(12)),
  },
  { noNullPrototype: true },
)

/** Does it to some bytes. */
export function withByteChange(bytes: Buffer, change: ByteChange): Buffer {
  const place = change.at % (bytes.length + 1)
  return Buffer.concat(ways[change.bytes](bytes.subarray(0, place), bytes.subarray(place), change))
}
