import type { TokenSeen } from '../trace/event.ts'
import { stdout } from './answers.ts'
import type { Observation } from './observation.ts'

/** The first token in some text, by the name that stands for it in a trace; null where there is none. */
export const tokenIn = (text: Observation<string | string[]>) =>
  text.map('the token', (found) => String(found).match(/<token \w+>/)?.[0] ?? null)

/** The token that a line prints and nothing else; null where it prints anything else. */
export const tokenPrinted = (line: string | RegExp) =>
  stdout(line).map('only a token', (text) => text.match(/^<token \w+>$/)?.[0] ?? null)

/** What is written in a token; nothing to see where there is none. */
const contents = (token: Observation<string | null>) =>
  token.map('', (name, world): TokenSeen | undefined => world.tokens.get(name ?? ''))

/** For how long it is good, in seconds; null for ever. */
export const lifetime = (token: Observation<string | null>) =>
  contents(token).map('lifetime (seconds)', ({ payload: { exp, iat } }) =>
    typeof exp === 'number' && typeof iat === 'number' ? exp - iat : null,
  )

/** Whom it stands for. */
export const subject = (token: Observation<string | null>) =>
  contents(token).map('subject', ({ payload }) => payload['sub'])

/** The pod that it is bound to, by name; null where it is bound to none. */
export const boundPod = (token: Observation<string | null>) =>
  contents(token).map('bound to pod', ({ payload }) => {
    const bound = payload['kubernetes.io'] as { pod?: { name?: string } } | undefined
    return bound?.pod?.name ?? null
  })

/** The algorithm that signed it. */
export const algorithm = (token: Observation<string | null>) =>
  contents(token).map('algorithm', ({ header }) => header['alg'])
