import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubelab } from '../../scripts/commands.ts'
import { lab } from '../../specs/api-objects/lab.ts'
import { answered } from '../../testing/answered.ts'
import { forms, ownText, withSlip } from '../../testing/own-text.ts'
import { mistakes } from '../../testing/slips.ts'
import { noiseOf } from '../compare/noise-of.ts'
import { clusterOf } from '../proofread/cluster.ts'
import { proofread as proofreadText } from '../proofread/proofread.ts'
import { exitCodeOfProofreading } from '../proofread/summary.ts'
import { tracePath } from '../lab/recorded-traces.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'

const stale = mistakes.reduce((text, mistake) => withSlip(text, mistake), ownText)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

const proofread = (...args: string[]) => answered(kubelab, 'proofread', ...args)

/** A text in a file of its own, in a folder of its own, and where its reports go. */
async function written(file: string, text: string | Uint8Array) {
  const place = await mkdtemp(join(folder, 'text-'))
  const path = join(place, file)
  await writeFile(path, text)
  return { place, path, reports: join(place, 'reports') }
}

test('a text in which nothing is stale', async () => {
  const { path, reports } = await written('notes.md', forms.Markdown.write(ownText))
  const { all, exitCode } = await proofread(path, '--reports', reports)
  expect(all.split('\n')[0]).toBe('39 of 39 typed lines matched with what a student types on v1.37.2.')
  expect(all).toContain('188 printed places: 188 as printed.')
  expect(exitCode).toBe(0)
  expect(await readdir(reports)).toEqual(['proofread.html', 'proofread.md'])
})

test('an older version, on which some of it is not as printed', async () => {
  const { path, reports } = await written('notes.md', forms.Markdown.write(ownText))
  const { all, exitCode } = await proofread(path, '--against', 'v1.33', '--reports', reports)
  expect(all).toContain('39 of 39 typed lines matched with what a student types on v1.33.13.')
  expect(all).toContain(
    'job.batch "sleepy" deleted from default namespace → job.batch "sleepy" deleted (changed as recorded; delete-namespace, since kubectl 1.34)',
  )
  expect(exitCode).toBe(1)
})

test.each([
  [
    'below a label, in the next box',
    '```bash\nkubectl get job\n```\n\n```\n#output\nNAME     COMPLETIONS   DURATION   AGE\nsleepy   0/1           3s         3s\n```\n',
    'get-jobs-status',
  ],
  [
    'behind a short prompt, where another line has a long one',
    'Words.\n\n    $ kubectl delete jobs.batch sleepy\n    job.batch "sleepy" deleted\n\n    me@node:~$ curl http://127.0.0.1:8001/api/\n    {\n      "kind": "APIVersions",\n    ...\n',
    'delete-namespace',
  ],
])('an answer is read %s', async (_, text, change) => {
  const { path, reports } = await written('notes.md', text)
  const { all, exitCode } = await proofread(path, '--reports', reports)
  expect(all).toContain(`(changed as recorded; ${change}, since`)
  expect(exitCode).toBe(1)
})

test('a patch of an earlier text does not stay', async () => {
  const { path, reports } = await written('notes.md', forms.Markdown.write(ownText))
  await mkdir(reports)
  await writeFile(join(reports, 'proofread.patch'), '')
  expect((await proofread(path, '--reports', reports)).exitCode).toBe(0)
  expect(await readdir(reports)).toEqual(['proofread.html', 'proofread.md'])
})

describe('the patch', async () => {
  const newest = tracePath(lab, 'v1.37.2')
  const events = await Array.fromAsync(new Trace(newest))
  const cluster = clusterOf(lab, frameOf(events, newest).header, events, await noiseOf(lab))
  const texts: [name: string, file: string, text: string][] = [
    ['of Markdown', 'notes.md', forms.Markdown.write(stale)],
    ['of Markdown in a list', 'notes.md', forms.Markdown.write(stale).replaceAll(/^(?=.)/gm, '   ')],
    [
      'of plain text, without an end of its last line',
      'my notes.txt',
      forms['plain text'].write(stale).trimEnd(),
    ],
    ['of a text with CRLF', 'notes.txt', forms['plain text'].write(stale).replaceAll('\n', '\r\n')],
    ['of a pasted text', 'pasted.txt', forms['text pasted from a page'].write(stale)],
  ]
  test.each(texts)(
    '%s is applied by git in the folder of the file, and nothing is stale then',
    async (_, file, text) => {
      const { place, path, reports } = await written(file, text)
      const { all, exitCode } = await proofread(path, '--reports', reports)
      expect(all).toContain('With the patch nothing is stale.')
      expect(exitCode).toBe(1)
      await execa('git', ['init', '--quiet', folder])
      await execa('git', ['apply', join(reports, 'proofread.patch')], { cwd: place })
      const better = await readFile(path, 'utf8')
      expect(better).not.toBe(text)
      expect(exitCodeOfProofreading(proofreadText(file, better, cluster))).toBe(0)
    },
  )

  test('is not made of HTML', async () => {
    const { path, reports } = await written('notes.html', forms.HTML.write(stale))
    expect((await proofread(path, '--reports', reports)).exitCode).toBe(1)
    expect(await readdir(reports)).toEqual(['proofread.html', 'proofread.md'])
  })
})

describe('a text of which too little can be matched ends with 2', () => {
  test.each([
    ['another lab', '```console\n$ helm install web\nNAME: web\n$ helm list\n$ kubectl get job\n```\n'],
    ['nothing is typed', 'A text about jobs.\n'],
  ])('%s', async (_, text) => {
    const { path, reports } = await written('other.md', text)
    const { all, exitCode } = await proofread(path, '--reports', reports)
    expect(all).toContain('Too little could be matched')
    expect(exitCode).toBe(2)
  })
})

describe('wrong usage, in words', () => {
  test.for<[name: string, content: string | Uint8Array, says: string]>([
    ['empty.md', ' \n', 'expected a text in Markdown, HTML or plain, found nothing in it'],
    ['binary.txt', new Uint8Array([0x6b, 0, 0x6b]), 'found something that is no text in UTF-8'],
    ['latin.txt', new Uint8Array([0x6b, 0xe9, 0x6b]), 'found something that is no text in UTF-8'],
    ['huge.txt', 'x'.repeat((1 << 20) + 1), 'found more than 1 MiB'],
  ])('%s', async ([name, content, says]) => {
    const { path, reports } = await written(name, content)
    const { all, exitCode } = await proofread(path, '--reports', reports)
    expect(all).toContain(says)
    expect(exitCode).toBe(64)
  })

  test.for<[args: string[], says: string]>([
    [[], 'expected one text to proofread, found 0'],
    [['a.md', 'b.md'], 'expected one text to proofread, found 2'],
    [['none.md'], 'none.md: expected a text in Markdown, HTML or plain, found none of that name'],
    [['src'], 'src: expected a text in Markdown, HTML or plain, found a directory'],
    [['README.md', '--against', 'v1.12'], 'expected a trace file, or a version of which a run is recorded'],
    [['README.md', '--against', ''], '--against: expected a value, found an empty one'],
  ])('%o', async ([args, says]) => {
    const { all, exitCode } = await proofread(...args)
    expect(all).toContain(says)
    expect(exitCode).toBe(64)
  })
})

test('nothing in a text is obeyed by a terminal, a page or Markdown', async () => {
  const hostile = 'x\u001B[2J\u202E<script>alert(1)</script>::error::y'
  const text = `\`\`\`console\n$ ${hostile}\n${hostile}\n$ kubectl get job\n${hostile}\n\`\`\`\n${hostile} 15\n`
  const { path, reports } = await written('hostile.md', text)
  await mkdir(reports)
  const { all } = await proofread(path, '--reports', reports)
  const page = await readFile(join(reports, 'proofread.html'), 'utf8')
  const markdown = await readFile(join(reports, 'proofread.md'), 'utf8')
  for (const sign of ['\u001B', '\u202E'])
    for (const out of [all, page, markdown]) expect(out).not.toContain(sign)
  expect(page).not.toContain('<script')
  expect(all).not.toMatch(/^::error/m)
})
