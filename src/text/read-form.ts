import { asciidocBlocks } from './asciidoc-blocks.ts'
import { htmlBlocks } from './html-blocks.ts'
import { markdownBlocks, mdxBlocks } from './markdown-blocks.ts'
import { notebookBlocks } from './notebook-blocks.ts'
import { Passage } from './passage.ts'
import { plainBlocks } from './plain-blocks.ts'
import { restructuredBlocks } from './restructured-blocks.ts'
import type { Block, Text } from './text.ts'

interface Reader {
  form: Text['form']
  /** How the name of a file ends that has it. */
  named: RegExp
  /** How a file of another name shows that it is in this form. */
  looks?: RegExp
  blocks: (whole: Passage) => Block[]
}

const readers: readonly Reader[] = [
  { form: 'notebook', named: /\.ipynb$/i, looks: /^\uFEFF?\s*\{[^]*"nbformat"\s*:/, blocks: notebookBlocks },
  {
    form: 'HTML',
    named: /\.x?html?$/i,
    looks: /^\uFEFF?\s*(?:<!doctype html|<html[\s>])/i,
    blocks: htmlBlocks,
  },
  { form: 'Markdown', named: /\.mdx$/i, blocks: mdxBlocks },
  {
    form: 'Markdown',
    named: /\.(?:md|markdown|mdown|mkdn?|[qr]md)$/i,
    looks: /^(?:[ \t]|>)*(?:```|~~~)/m,
    blocks: markdownBlocks,
  },
  {
    form: 'AsciiDoc',
    named: /\.(?:adoc|asciidoc|asc)$/i,
    looks: /^\[source\b.*\]\r?\n-{4}/m,
    blocks: asciidocBlocks,
  },
  {
    form: 'reStructuredText',
    named: /\.(?:rst|rest)$/i,
    looks: /^\s*\.\. code-block::/m,
    blocks: restructuredBlocks,
  },
]

/**
 * Reads a text in the form that the name of its file says, or else its content.
 * @param name of the file
 * @throws UsageError when it can't be read in that form
 */
export function readForm(name: string, text: string): Text {
  const reader =
    readers.find(({ named }) => named.test(name)) ?? readers.find(({ looks }) => looks?.test(text) === true)
  const { form, blocks }: Pick<Reader, 'form' | 'blocks'> = reader ?? {
    form: 'plain text',
    blocks: plainBlocks,
  }
  return { form, text, blocks: blocks(Passage.at(text, 0)) }
}
