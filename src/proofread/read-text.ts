import { htmlText } from './html-text.ts'
import { markdownText } from './markdown-text.ts'
import { plainText } from './plain-text.ts'
import type { LinedText } from './lined-text.ts'

/**
 * Reads a text in the form that the name of its file or its content says.
 * @param name of the file
 */
export function readText(name: string, content: string): LinedText {
  if (/\.(?:html?|xhtml)$/i.test(name)) return htmlText(content)
  if (/\.(?:md|markdown|mdx)$/i.test(name)) return markdownText(content)
  if (/^\s*(?:<!doctype html|<html[\s>])/i.test(content)) return htmlText(content)
  return /^(?:\s|>)*(?:```|~~~)/m.test(content) ? markdownText(content) : plainText(content)
}
