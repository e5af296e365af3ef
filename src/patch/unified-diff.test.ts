import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { unifiedDiff } from './unified-diff.ts'

const texts = [
  ['plain.md', 'a\nb\nc\n', 'a\nB\nc\n'],
  ['with a space and an ü.md', 'a\nb', 'a\nb\nc'],
  ['crlf.md', '\uFEFFa\r\nb\r\nc\r\n', '\uFEFFa\r\nb\r\nd\r\nc\r\n'],
  ['none.md', 'a\n', 'a\n'],
] as const

test('git applies one patch of several files, whatever their line ends are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'patch-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, before] of texts) await writeFile(join(folder, name), before)
  const patch = texts.map(([name, before, after]) => unifiedDiff(name, before, after)).join('')
  execFileSync('git', ['apply', '-'], { cwd: folder, input: patch })
  for (const [name, , after] of texts) expect(await readFile(join(folder, name), 'utf8')).toBe(after)
})

test('a text that stays has none', () => {
  expect(unifiedDiff('a.md', 'same', 'same')).toBe('')
})
