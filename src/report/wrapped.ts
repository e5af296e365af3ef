import { stripVTControlCharacters } from 'node:util'

/** Breaks a text between words into lines of at most so many columns; a longer word stands alone, colours take no room. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

const columns = (text: string) => stripVTControlCharacters(text).length
