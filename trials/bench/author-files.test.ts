import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { patch } from '../../src/lab/counterexample.ts'
import { authorFiles, canBeMade, layOut, linesWritten } from './author-files.ts'
import { benchClaimNames } from './bench-claim.ts'

const manifests = join(import.meta.dirname, '../../manifests/api-objects')
const proxy = 'kubectl proxy --api-prefix=/ &'

async function laidOut(
  ...[files, claims, change]: [
    Parameters<typeof layOut>[0],
    Parameters<typeof layOut>[1],
    Parameters<typeof layOut>[4]?,
  ]
) {
  const folder = await mkdtemp(join(tmpdir(), 'author-files-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await layOut(files, claims, folder, manifests, change)
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  return {
    paths: names
      .filter((one) => one.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .toSorted(),
    text: (path: string) => readFile(join(folder, path), 'utf8'),
  }
}

test('lines that are empty or a comment are not counted', () => {
  const yaml = { path: 'a.yaml', text: '# why\na: 1\n\n  # so\nb: "#"\n' }
  const code = { path: 'a.ts', text: '/** Why. */\n// so\nconst a = 1\n\n/**\n * Long.\n */\nconst b = 2\n' }
  expect(linesWritten([yaml])).toBe(2)
  expect(linesWritten([code])).toBe(2)
})

test.each(['chainsaw', 'kuttl', 'script'])(
  '%s says every claim, each in files of its own',
  async (folder) => {
    const files = await authorFiles(folder)
    for (const claim of benchClaimNames) {
      const { paths } = await laidOut(files, [claim])
      expect(paths.filter((path) => path.startsWith(claim)).length).toBeGreaterThan(0)
      expect(
        paths.filter((path) => benchClaimNames.some((other) => other !== claim && path.startsWith(other))),
      ).toEqual([])
    }
  },
)

test('a change is in the manifest and in the lines', async () => {
  const files = await authorFiles('script')
  const { text } = await laidOut(files, ['two', 'proxy'], {
    ...patch({ 'spec.parallelism': 3 }),
    types: [{ line: proxy, instead: 'kubectl proxy --port=0 &' }],
  })
  expect(await text('two/job.yaml')).toContain('parallelism: 3')
  expect(await text('proxy.sh')).toContain('{ kubectl proxy --port=0 & }')
})

test.each(['chainsaw', 'kuttl', 'script'])('%s types the line of the proxy', async (folder) => {
  const files = await authorFiles(folder)
  expect(canBeMade({ types: [{ line: proxy, instead: '' }] }, files)).toBe(true)
  expect(canBeMade({ types: [{ line: 'kubectl get nothing', instead: '' }] }, files)).toBe(false)
  expect(canBeMade({ types: [{ line: 'kubectl proxy', instead: '' }] }, files)).toBe(false)
  expect(canBeMade(patch({ a: 1 }), files)).toBe(true)
})
