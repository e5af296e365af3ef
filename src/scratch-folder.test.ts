import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { processStart } from './process-start.ts'
import { sweepScratch } from './scratch-folder.ts'
import { isOver } from './this-run.ts'

let cache: string
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cache-'))
  vi.stubEnv('XDG_CACHE_HOME', cache)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(cache, { recursive: true })
  })
})

/**
 * Starts a run with credentials in its scratch folder, and a student of it who has started a program.
 * @param by programs that start it in their turn
 */
async function aRun(...by: string[]) {
  const [program, ...args] = [...by, process.execPath]
  const run = spawn(program, [
    ...args,
    '--input-type=module',
    '--eval',
    `import { spawn } from 'node:child_process'
     import { writeFile } from 'node:fs/promises'
     import { scratchFolder } from ${JSON.stringify(join(import.meta.dirname, 'scratch-folder.ts'))}
     const folder = await scratchFolder()
     await writeFile(folder + '/kubeconfig', 'token: secret', { mode: 0o600 })
     const env = { ...process.env, KUBELAB_STUDENT: folder + '/student-1/' }
     const student = spawn('sleep', ['1234'], { env, detached: true, stdio: 'ignore' })
     console.log(JSON.stringify({ folder, student: student.pid }))
     process.stdin.once('data', () => process.exit())`,
  ])
  onTestFinished(() => void run.kill('SIGKILL'))
  const [said] = (await once(run.stdout, 'data')) as [Buffer]
  return { ...(JSON.parse(String(said)) as { folder: string; student: number }), run }
}

/** The processes that wait for the end of a run. */
async function waitingFor(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return pids.filter((_, index) => lines[index]?.includes(`sh\0${folder}\0`)).map(Number)
}

const ended = (run: ChildProcess) => (run.exitCode ?? run.signalCode) || once(run, 'exit')

test('it is for its owner only, and gone with its process', async () => {
  const { folder, run } = await aRun()
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  run.stdin.write('end')
  await ended(run)
  expect(existsSync(folder)).toBe(false)
  await expect.poll(() => readdir(join(cache, 'kubelab-conformance/locks'))).toEqual([])
})

test('of a run that is killed no credentials are left, and no program of its student runs on', async () => {
  const { folder, student, run } = await aRun()
  expect(processStart(student)).toBeDefined()
  run.kill('SIGKILL')
  await expect.poll(() => existsSync(folder)).toBe(false)
  expect(processStart(student)).toBeUndefined()
})

test('where all was killed that could, the next run removes it, and nothing of one that lives', async () => {
  const [living, { folder, student, run }] = [await aRun(), await aRun()]
  for (const pid of await waitingFor(folder)) process.kill(pid, 'SIGKILL')
  run.kill('SIGKILL')
  await ended(run)
  expect(existsSync(folder)).toBe(true)
  await sweepScratch()
  expect(existsSync(folder)).toBe(false)
  await expect.poll(() => processStart(student)).toBeUndefined()
  expect(existsSync(living.folder)).toBe(true)
  expect(processStart(living.student)).toBeDefined()
})

test('the lock of a run that had no such folder is removed as well', async () => {
  await mkdir(join(cache, 'kubelab-conformance/locks'), { recursive: true })
  await writeFile(join(cache, 'kubelab-conformance/locks/run-1-aaaaaa.lock'), '')
  await sweepScratch()
  expect(await readdir(join(cache, 'kubelab-conformance/locks'))).toEqual([])
})

const inContainer = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']
const mayUnshare = spawnSync('sh', ['-c', `${inContainer.join(' ')} true`]).status === 0

test.runIf(mayUnshare)(
  'a run in another container, whose process id means nothing here, lives until it ends',
  async () => {
    const { folder, run } = await aRun(...inContainer)
    const name = folder.replace(/.*\//, '')
    expect(await isOver(name)).toBe(false)
    await sweepScratch()
    expect(existsSync(folder)).toBe(true)
    run.kill('SIGKILL')
    await expect.poll(() => isOver(name)).toBe(true)
  },
)
