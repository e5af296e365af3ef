import { stdout } from './answers.ts'
import { asDefault } from '../trace/as-default.ts'
import type { Line } from './line.ts'
import { Observation } from './observation.ts'
import type { TokenSeen } from '../trace/event.ts'

/** A view of the names of secrets in some text: it does not hang on what they stand for. */
const ofNames = <T>(text: Observation<T>, name: string, view: (found: T) => string | null) =>
  new Observation<string | null>(name, text, (world) => {
    const look = text.look(world)
    if (!look) return undefined
    const { isNamed: _, isHidden: __, ...rest } = look
    return { ...rest, found: view(look.found) }
  })

/** The first token in some text, by the name that stands for it in a trace; null where there is none. */
export const tokenIn = (text: Observation<string | string[]>) =>
  ofNames(text, `the token in ${text.name}`, (found) => String(found).match(/<token \w+>/)?.[0] ?? null)

/** The token that a line prints and nothing else; null where it prints anything else. */
export const tokenPrinted = (line: Line) => {
  const printed = stdout(line)
  return ofNames(
    printed,
    `the token that is all of ${printed.name}`,
    (text) => text.match(/^<token \w+>$/)?.[0] ?? null,
  )
}

/** A view of what is written in a token; nothing to see where there is none. */
const contents = <T>(
  token: Observation<string | null>,
  name: string,
  view: (seen: TokenSeen, namespace: string | undefined) => T,
) =>
  new Observation<T>(`${name} of ${token.name}`, token, (world) => {
    const look = token.look(world)
    const seen = world.tokens.get(look?.found ?? '')
    if (!look || !seen) return undefined
    const sources = [...look.sources, { type: 'token', name: seen.name } as const]
    return { ...look, found: view(seen, world.namespace), sources }
  })

/** For how long it is good, in seconds; null for ever. */
export const lifetime = (token: Observation<string | null>) =>
  contents(token, 'the lifetime (seconds)', ({ payload: { exp, iat } }) =>
    typeof exp === 'number' && typeof iat === 'number' ? exp - iat : null,
  )

/** Whom it stands for; null where it does not say. */
export const subject = (token: Observation<string | null>) =>
  contents(token, 'the subject', ({ payload: { sub } }, namespace) =>
    typeof sub === 'string' ? asDefault(sub, namespace) : null,
  )

/** The pod that it is bound to, by name; null where it is bound to none. */
export const boundPod = (token: Observation<string | null>) =>
  contents(token, 'the pod', ({ payload }) => {
    const bound = payload['kubernetes.io'] as { pod?: { name?: string } } | undefined
    return bound?.pod?.name ?? null
  })

/** The algorithm that signed it; null where it does not say. */
export const algorithm = (token: Observation<string | null>) =>
  contents(token, 'the algorithm', ({ header }) => header['alg'] ?? null)
