import { isDeepStrictEqual } from 'node:util'
import { hasSecretName, mayBe, withoutSecretNames } from '../trace/secret-name.ts'

/** Yes or no; undefined where it hangs on a secret of which there is no more than a name. */
export type Sure = boolean | undefined

export const not = (sure: Sure): Sure => (sure === undefined ? undefined : !sure)
export const all = (some: readonly Sure[]): Sure =>
  some.includes(false) ? false : some.includes(undefined) ? undefined : true
export const any = (some: readonly Sure[]): Sure => not(all(some.map(not)))

/** Texts that may stand in the place of a secret's name: whatever does not mind them does not look at it. */
const others = ['', 'a', '0123456789', 'X y_z-./+=~'.repeat(3)]
const [, , other] = others as [string, string, string]

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Whether there is the name of a secret in a text, or in the texts of a list or an object. */
export function hasNames(value: unknown): boolean {
  if (typeof value === 'string') return hasSecretName(value)
  return isObject(value) && (Object.keys(value).some(hasNames) || Object.values(value).some(hasNames))
}

/** A value with another text in place of each name of a secret. */
export function otherwise<T>(value: T, instead = other): T {
  return replaced(value, instead) as T
}

function replaced(value: unknown, instead: string): unknown {
  if (typeof value === 'string') return withoutSecretNames(value, instead)
  if (Array.isArray(value)) return value.map((item) => replaced(item, instead))
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, item]) => [withoutSecretNames(key, instead), replaced(item, instead)]),
  )
}

/**
 * Whether what a view makes of something hangs on a secret in it: not where it only takes apart what is there, so that the
 * names go along. What answers yes or no compares.
 * @param viewed is what the view has made of it
 */
export const isHiddenBy = <T, U>(
  view: (found: T) => U,
  found: T,
  viewed: U,
  changed = otherwise(found),
): boolean => typeof viewed === 'boolean' || !isDeepStrictEqual(view(changed), otherwise(viewed))

/** What a test of a text says, whatever the secrets are. */
export function sureOf(test: (text: string) => boolean, text: string): Sure {
  if (!hasSecretName(text)) return test(text)
  return others.every((instead) => test(withoutSecretNames(text, instead))) || undefined
}

/** Whether two values are the same, compared deeply. */
export function isSame(one: unknown, another: unknown): Sure {
  if (typeof one === 'string' && typeof another === 'string') return isSameText(one, another)
  if (!isObject(one) || !isObject(another) || Array.isArray(one) !== Array.isArray(another))
    return isDeepStrictEqual(one, another)
  const [keys, otherKeys] = [Object.keys(one).toSorted(), Object.keys(another).toSorted()]
  if (!isDeepStrictEqual(keys, otherKeys)) return hasNames(keys) || hasNames(otherKeys) ? undefined : false
  return all(keys.map((key) => isSame(Reflect.get(one, key), Reflect.get(another, key))))
}

function isSameText(one: string, another: string): Sure {
  const isNamed = new Set([one, another].map(hasSecretName))
  if (!isNamed.has(true)) return one === another
  if (isNamed.has(false)) return mayBe(one, another) || mayBe(another, one) ? undefined : false
  // The name of a token is that of no other.
  return [one, another].some((text) => hasSecretName(text.replaceAll(/<token \w+>/g, '')))
    ? undefined
    : one === another
}
