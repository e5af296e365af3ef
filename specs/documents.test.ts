import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const documents = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '')

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
