import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const documents = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && !file.includes('__snapshots__/'))

/** The anchors that GitHub gives the headings of a page. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )

/** The links of a page that lead nowhere. */
function brokenLinks(file: string, text: string): string[] {
  return [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? file : join(dirname(file), path)
    if (!existsSync(join(root, target))) return [link]
    const isThere = anchor === undefined || anchorsOf(target === file ? text : read(target)).includes(anchor)
    return isThere ? [] : [link]
  })
}

test.each(documents)('all links of %s lead somewhere', (file) => {
  expect(brokenLinks(file, read(file))).toEqual([])
})

test('a link that leads nowhere is found', () => {
  const text = '# Here\n[a](no-such.md) [b](#there) [c](#here) [d](LICENSE) [e](README.md#nowhere)'
  expect(brokenLinks('README.md', text)).toEqual(['no-such.md', '#there', 'README.md#nowhere'])
})

test('the front page says no figure that changes with the lab', () => {
  expect(read('README.md')).not.toMatch(/\b\d+ claims\b/)
})

/** What stands in several documents: paragraphs, however their lines are broken. */
function saidTwice(pages: readonly (readonly [file: string, text: string])[]): string[] {
  const paragraphs = pages.flatMap(([file, text]) =>
    text
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
      .filter((paragraph) => paragraph.length > 150)
      .map((paragraph) => ({ file, paragraph })),
  )
  return [...Map.groupBy(paragraphs, ({ paragraph }) => paragraph)]
    .filter(([, places]) => places.length > 1)
    .map(([paragraph, places]) => `${places.map(({ file }) => file).join(', ')}: ${paragraph}`)
}

test('no paragraph stands in two places', () => {
  // What is generated of each lab says what it is about of each.
  const ofOneLab = Map.groupBy(documents, (file) => file.replace(/^docs\/[^/]+\//, 'docs/*/'))
  const pages = [...ofOneLab.values()].flatMap(([file]) => file ?? [])
  expect(saidTwice(pages.map((file) => [file, read(file)]))).toEqual([])
})

test('a paragraph that stands in two places is found, however its lines are broken', () => {
  const paragraph = 'What is written once is true once. '.repeat(5)
  const pages = [
    ['A.md', `# A\n\n${paragraph}\n`],
    ['B.md', `Short.\n\n${paragraph.replaceAll('. ', '.\n')}\n\nEnd.`],
  ] as const
  expect(saidTwice(pages)).toEqual([`A.md, B.md: ${paragraph.trim()}`])
})
