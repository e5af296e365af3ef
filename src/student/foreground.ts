import { reallyTyped, type WorldChange } from '../lab/counterexample.ts'
import type { Terminal } from '../lab/scenario.ts'
import { sentFor } from './keys.ts'
import type { Waiter } from './waiter.ts'

/**
 * The terminal of a program in the foreground, as its user has it: types into it, and waits for what its screen shows.
 * @param number of the command in the trace
 * @param press presses keys, and records them as this text
 */
export function foreground(
  number: number,
  press: (keys: readonly string[], text: string) => Promise<void>,
  waiter: Waiter,
  change: WorldChange = {},
): Terminal {
  const seen = waiter.world.command(number)
  let echo = ''
  const input = (keys: readonly string[], text: string, shown: string) => {
    echo = shown
    return press(keys, text)
  }
  /** A prompt that comes before the echo of what was typed is an answer to something else. */
  const shownSinceInput = () => {
    const shown = seen.stdout.slice(seen.inputs.at(-1)?.screen.length ?? 0)
    const echoed = shown.indexOf(echo)
    return echoed === -1 ? '' : shown.slice(echoed + echo.length)
  }
  return {
    types: (text) => {
      const keys = `${reallyTyped(text, change)}\n`
      return input([keys], text, keys)
    },
    presses: async (...keys) => await input(keys.flatMap(sentFor), keys.join(' '), ''),
    shows: (text, limit) =>
      waiter.wait(`the screen shows ${JSON.stringify(text)}`, () => shownSinceInput().includes(text), limit),
    ends: (limit) => waiter.wait(`${seen.line} ends`, () => seen.exitedAt !== undefined, limit),
  }
}
