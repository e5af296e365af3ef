import { UsageError } from '../errors.ts'
import { jsonStrings } from './json-strings.ts'
import { markdownBlocks } from './markdown-blocks.ts'
import { Passage } from './passage.ts'
import type { Block } from './text.ts'

const shells = /^(?:bash|sh|zsh|shell)$/

/**
 * Reads a notebook: what a cell has typed into a shell (`!kubectl`, `%%bash`, all of it where its kernel is a shell), and
 * what came back; cells of Markdown as such.
 * @throws UsageError when it is no notebook
 */
export function notebookBlocks(whole: Passage): Block[] {
  const strings = jsonStrings(whole)
  const kernel = strings.find(({ path }) =>
    /^metadata\.(?:kernelspec|language_info)\.(?:language|name)$/.test(path),
  )
  const isShell = shells.test(kernel?.value.text ?? '')
  const cells = Map.groupBy(strings, ({ path }) => path.match(/^cells\.\d+(?=\.)/)?.[0] ?? '')
  cells.delete('')
  if (cells.size === 0)
    throw new UsageError(
      'Expected a notebook with cells, found none in the file. Save it as a notebook of nbformat 4, or as Markdown.',
    )
  return [...cells].flatMap(([cell, own]) => {
    const of = (pattern: RegExp) =>
      Passage.join(own.filter(({ path }) => pattern.test(path.slice(cell.length))).map(({ value }) => value))
    const type = of(/^\.cell_type$/).text
    const source = of(/^\.source(?:\.\d+)?$/)
    if (type === 'markdown') return markdownBlocks(source)
    if (type !== 'code') return []
    const printed = of(/^\.outputs\.\d+\.(?:text(?:\.\d+)?|data\.text\/plain(?:\.\d+)?)$/)
    const output: Block[] = printed.isEmpty ? [] : [{ type: 'code', passage: printed, isOutput: true }]
    return [...typedIn(source, isShell), ...output]
  })
}

/** What a cell types into a shell, or writes into a file. */
function typedIn(source: Passage, isShell: boolean): Block[] {
  const [first = source, ...rest] = source.lines
  const file = first.text.match(/^%%(?:writefile|file)\s+(?:-a\s+)?(\S+)/)?.[1]
  if (file !== undefined) return [{ type: 'code', passage: Passage.join(rest, '\n'), title: file }]
  if (/^%%(?:bash|sh|script\s+(?:ba|z)?sh)\b/.test(first.text))
    return [{ type: 'code', passage: Passage.join(rest, '\n'), language: 'bash' }]
  if (isShell) return [{ type: 'code', passage: source, language: 'bash' }]
  const typed: Passage[] = []
  let goesOn = false
  for (const line of source.lines) {
    const mark = line.text.match(/^\s*(?:!!?|%(?=cd\b|env\b))\s*/)
    if (mark || goesOn) typed.push(goesOn ? line : line.slice(mark?.[0].length ?? 0))
    goesOn = (mark !== null || goesOn) && line.text.endsWith('\\')
  }
  return typed.length === 0 ? [] : [{ type: 'code', passage: Passage.join(typed, '\n'), language: 'bash' }]
}
