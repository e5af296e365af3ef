import { mkdtemp, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubelab } from '../../scripts/commands.ts'
import { answeredBy } from '../../testing/answered.ts'
import { tracePath } from '../lab/recorded-traces.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'

const recorded = await readFile(tracePath(tinyLab, 'v1.37.2'))
const text = gunzipSync(recorded).toString()
const lines = text.trimEnd().split('\n')
const whole = (some: readonly string[]) => `${some.join('\n')}\n`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubelab-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

const replay = (...args: string[]) => answeredBy(kubelab, 'replay', ...args)

/** Writes a file that nobody has written to for a long time. */
async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  await utimes(path, new Date(), new Date(Date.now() - 60_000))
  return path
}

const advice = 'Record the trace again, or give a file that a run has written.'

describe('a file that is no trace is wrong usage, in words, once', () => {
  test.for<[name: string, content: string | Buffer, says: string]>([
    [
      'cut.gz',
      recorded.subarray(0, 5000),
      'cut.gz: expected gzip, found that it is cut off or broken (unexpected end of file). Copy the file again, whole.',
    ],
    [
      'twice',
      text + text,
      `twice:${lines.length + 1}: expected nothing after the end, found header. ${advice}`,
    ],
  ])('%s', async ([name, content, says]) => {
    const { exitCode, all } = await replay(await written(name, content))
    expect(all).toBe(`${folder}/${says}\nWith --help you see how it is called.`)
    expect(exitCode).toBe(64)
  })

  test('a line of 200 MB', async () => {
    const path = await written('long', '')
    await truncate(path, 200e6)
    const { exitCode, all } = await replay(path)
    expect(all).toContain(`${path}:1: expected a line of at most 32 MiB, found more. ${advice}`)
    expect(exitCode).toBe(64)
  })

  test.for([
    ['', 'expected a name, found an empty one. Name one, or leave it out.'],
    ['/dev/null', '/dev/null: expected a trace file, found a device. Give a file that a run has written.'],
    [
      '/no/trace.gz',
      '/no/trace.gz: expected a trace file, found none of that name. Give a file that a run has written.',
    ],
  ])('“%s”', async ([name = '', says]) => {
    const { exitCode, all } = await replay(name)
    expect(all).toBe(`${says}\nWith --help you see how it is called.`)
    expect(exitCode).toBe(64)
  })
})

describe('what became of a run counts', () => {
  test('a run that the cluster never answered could not be judged', async () => {
    const end = '{"type":"end","at":2,"outcome":"broken","reason":"no image"}'
    const path = await written('never', whole(['{"type":"heartbeat","at":1}', end]))
    const { exitCode, all } = await replay(path)
    expect(all).toBe(
      `${path}: expected a header with the versions, found none: the run ended before the cluster answered (no image). Record the trace again.`,
    )
    expect(exitCode).toBe(2)
  })

  test('what is printed and not stored is a disagreement, whatever claims say', async () => {
    const path = await written('misprinted', text.replace('2m8s\\nsleepy-29927581', '3m8s\\nsleepy-29927581'))
    const reports = join(folder, 'reports of a misprint')
    const { exitCode, all } = await replay(path, '--reports', reports)
    const line = 'history: kubectl get jobs.batch'
    const misprint = '[sleepy-29927580] AGE: expected 2m8s, found 3m8s'
    expect(all).not.toContain('✗ new drift')
    expect(all).toContain(`✗ ${line}: ${misprint}\n`)
    expect(all).toContain(`Next: ${reports}/report.html shows what is stored instead of what ${line} printed`)
    expect(exitCode).toBe(1)
    for (const file of ['report.html', 'junit.xml'])
      expect(await readFile(join(reports, file), 'utf8'), file).toContain(misprint)
    expect(JSON.parse(await readFile(join(reports, 'report.json'), 'utf8'))).toMatchObject({
      printed: {
        lines: expect.arrayContaining([
          expect.objectContaining({
            disagree: [{ place: '[sleepy-29927580] AGE', expected: '2m8s', found: '3m8s' }],
          }),
        ]),
      },
    })
  })

  const settled = 'The verdicts are right, but they are not about a whole run.'
  const broken = lines.at(-1)?.replace('"complete"', '"broken","reason":"no disk"') ?? ''
  test.for<[name: string, content: string, exitCode: number, says: string]>([
    [
      'broken',
      whole([...lines.slice(0, -1), broken]),
      2,
      `The run broke before it was complete (no disk). ${settled}`,
    ],
    ['cut off', whole(lines.slice(0, -1)), 2, `The trace is cut off: it has no end. ${settled}`],
    [
      'cut off and new',
      whole(lines.slice(0, -1)).replaceAll('job.batch/sleepy created', 'job.batch/sleepy erected'),
      1,
      `The trace is cut off: it has no end. ${settled}`,
    ],
  ])('%s, when all claims had settled', async ([name, content, expected, says]) => {
    const reports = join(folder, `reports of ${name}`)
    const { exitCode, all } = await replay(await written(name, content), '--reports', reports)
    expect(all).toContain(`! ${says}\n`)
    expect(all).not.toContain('blocked')
    expect(exitCode).toBe(expected)
    for (const file of ['report.html', 'errata.md', 'junit.xml'])
      expect(await readFile(join(reports, file), 'utf8'), file).toContain(says)
  })
})
