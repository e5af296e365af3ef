import type { Passage } from '../text/passage.ts'
import { isCommand } from './command.ts'
import { isLabel, isOmissionLine } from './printed-look.ts'
import { promptOf } from './prompt.ts'

const begins = /^\s*["']?(?:apiVersion|kind)["']?: *\S/
const key = /^\s*["']?[a-z][A-Za-z]*["']?:(?:\s|$)/
const beside = /^\s*(?:#.*|---.*)?$/

/** So many lines of comments may stand above the first key. */
const mostAbove = 30

const indentOf = (text: string) => text.length - text.trimStart().length

/**
 * Says how far a manifest goes that stands among other lines: as long as what follows is YAML.
 * @param from where it may begin: at a comment, at `---`, or at its first key
 * @returns how many lines it has; 0 where none begins
 */
export function manifestLines(lines: readonly Passage[], from: number): number {
  const textAt = (at: number) => lines[at]?.text ?? ''
  const isBeside = (at: number) => at < lines.length && beside.test(textAt(at))
  const first = textAt(from)
  if (first.trim() === '' || !(begins.test(first) || (beside.test(first) && !isTyped(first)))) return 0
  let at = from
  while (at < from + mostAbove && isBeside(at) && !isTyped(textAt(at))) at += 1
  if (!begins.test(textAt(at))) return 0
  const base = indentOf(textAt(at))
  let [end, scalar] = [at, Infinity]
  let list: 'may begin' | 'has begun' | 'none' = 'none'
  const keys = new Set<string>()
  for (; at < lines.length; at += 1) {
    const text = textAt(at)
    const indent = indentOf(text)
    if (text.trim() === '') continue
    if (scalar === Infinity || indent <= scalar) {
      if (indent < base || isTyped(text)) break
      if (indent > base && list === 'may begin') list = 'none'
      if (indent === base && !isOmissionLine(text) && !beside.test(text)) {
        const [name] = isLabel(text) ? [] : (text.match(key) ?? [])
        // What has a version again is another manifest.
        if (name === undefined) {
          if (list === 'none' || !/^\s*- /.test(text)) break
          list = 'has begun'
        } else {
          if (keys.has(name) && begins.test(text)) break
          keys.add(name)
          list = /:\s*(?:#.*)?$/.test(text) ? 'may begin' : 'none'
        }
      }
      if (/^\s*---/.test(text)) keys.clear()
      scalar = /[:-] +[|>][-+\d]*\s*(?:#.*)?$/.test(text) ? indent : Infinity
    }
    end = at + 1
  }
  // What stands above another manifest is of that one, unless a line says that they are one file.
  const isNext = begins.test(textAt(at))
  while (end > from && (isNext ? beside.test(textAt(end - 1)) : /^\s*(?:---.*)?$/.test(textAt(end - 1))))
    end -= 1
  return end - from
}

const isTyped = (text: string) =>
  isCommand(text) || isCommand(text.slice(promptOf(text)?.prompt.length ?? text.length), true)
