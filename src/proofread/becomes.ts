import type { Step } from '../changes/step.ts'

const placeholder = /<[a-z ]+>/g
const literals = new Set([
  '<none>',
  '<unset>',
  '<unknown>',
  '<nil>',
  '<invalid>',
  '<error>',
  '<pending>',
  '<no value>',
])
const isVaried = (word: string) => !literals.has(word)

/**
 * What becomes of a text by changes, in which all that varies stays as it is.
 * @param value that fits what was printed before
 * @param line that was typed, which may name a namespace
 * @returns undefined where the changes do not tell all of it
 */
export function becomes({ from, to, changes }: Step, value: string, line: string): string | undefined {
  if (from === null || to === null) return undefined
  const had = valuesIn(from, value)
  if (!had) return undefined
  const values = [...had]
  let isCertain = true
  const made = to.replaceAll(placeholder, (word) => {
    if (!isVaried(word)) return word
    const at = values.findIndex((one) => one.word === word)
    const [taken] = at === -1 ? [] : values.splice(at, 1)
    if (taken) return taken.value
    if (word === '<namespace>') return namespaceIn(line)
    isCertain = false
    return word
  })
  if (isCertain && values.every(({ word }) => !/number/.test(word))) return spacedAs(made, value)
  // The remedy prints the same, where what is new among its numbers counts none.
  const write = changes.at(-1)?.remedy.write?.replace(/^[A-Z][\w ]*:\s+/, '')
  if (write === undefined || valuesIn(to, write) === undefined) return undefined
  const numbers = (text: string) => text.match(/\d+/g) ?? []
  const wanted = numbers(write)
  const isNew = (number: string, at: number) => number === '0' && wanted[at - 1] === '0'
  const at = wanted.findIndex(isNew)
  return wanted.toSpliced(at, 1).join() === numbers(value).join() && at !== -1
    ? spacedAs(write, value)
    : undefined
}

interface Value {
  word: string
  value: string
}

/** The values that stand for the words in `<>`. */
function valuesIn(pattern: string, text: string): Value[] | undefined {
  const spaced = (all: string) => all.trim().replaceAll(/\s+/g, ' ')
  const words: string[] = []
  const source = spaced(pattern)
    .split(/(<[a-z ]+>)/)
    .map((part) => {
      if (!/^<[a-z ]+>$/.test(part) || !isVaried(part)) return RegExp.escape(part)
      words.push(part)
      return part === '<text>' || part === '<time>' ? '([^]*)' : String.raw`(\S+)`
    })
    .join('')
  const found =
    new RegExp(`^${source}\\.?$`).exec(spaced(text).replace(/\.$/, '')) ??
    new RegExp(`^${source}$`).exec(spaced(text))
  return found ? words.map((word, index) => ({ word, value: found[index + 1] ?? '' })) : undefined
}

const namespaceIn = (line: string) =>
  /(?:^|\s)(?:-n|--namespace)(?:=|\s+)?["']?([\w-]+)/.exec(line)?.[1] ?? 'default'

/** In the spaces of the one that it replaces, at its beginning. */
const spacedAs = (made: string, value: string) => `${/^\s*/.exec(value)?.[0] ?? ''}${made}`
