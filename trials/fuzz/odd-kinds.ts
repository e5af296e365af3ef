import * as fc from 'fast-check'
import type { InputKind } from './input-kind.ts'

/** A kind of which only numbers up to a thousand are fed without harm. */
const kind = (name: string, harm: () => ReturnType<InputKind['feed']>): InputKind<number> => ({
  name,
  share: 1,
  secondsAtMost: 0.3,
  inputs: fc.nat({ max: 100_000 }),
  feed: async (input) => (input > 1000 ? await harm() : { result: 'valid', text: '' }),
})

/** Kinds of input with which things go wrong, to see that it is noticed. */
export const inputKinds = (): InputKind[] =>
  [
    kind('wrong', async () => ({ result: 'wrong', text: 'too large' })),
    kind('throws', () => {
      throw new TypeError('too large')
    }),
    kind('throws later', async () => {
      setTimeout(() => {
        throw new TypeError('too large')
      })
      return await new Promise(() => {})
    }),
    kind('loops', () => {
      for (;;);
    }),
    kind('waits', () => new Promise(() => {})),
    kind('exits', () => process.exit(1)),
    kind('is killed', () => {
      process.kill(process.pid, 'SIGKILL')
      return new Promise(() => {})
    }),
  ] as InputKind[]
