import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { execa } from 'execa'
import { beforeEach, expect, onTestFinished, test } from 'vitest'

const source = join(import.meta.dirname, '..')

/** A project that has no more than this module. */
let project: string
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'run-folder-'))
  onTestFinished(() => rm(project, { recursive: true }))
  const files = ['this-run.ts', 'lock.ts', 'make-folder.ts', 'cache-directory.ts', 'errors.ts']
  for (const file of ['run/run-folder.ts', ...files]) await cp(join(source, file), join(project, 'src', file))
  await mkdir(join(project, 'reports'))
})

/** Works in a run's folder, in a process of its own. @param work statements that know `folder` */
const run = (work: string, cache = 'cache') =>
  execa(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { mkdir, writeFile } from 'node:fs/promises'
       import { inRunFolder, publish } from './src/run/run-folder.ts'
       const write = async (path) => {
         await mkdir(path.replace(/[^/]*$/, ''), { recursive: true })
         await writeFile(path, '')
       }
       const seen = await inRunFolder(async (folder) => { ${work} }).catch(({ message }) => message)
       console.log(seen)`,
    ],
    { cwd: project, env: { XDG_CACHE_HOME: join(project, cache) } },
  )

async function reports(): Promise<string[]> {
  const folder = join(project, 'reports')
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = found.map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
  return names.toSorted()
}

const fails = "throw new Error('it broke')"

test('of a run that fails, traces and what kind said are left, and nothing else', async () => {
  const { stdout, stderr } = await run(
    `for (const name of ['trace.ndjson', 'kubeconfig', 'kind.log', 'kind-logs/node/kubelet.log', 'student-a/token', 'run-1/trace.ndjson.gz'])
       await write(folder + '/' + name)
     ${fails}`,
  )
  expect(await reports()).toEqual([
    'broken',
    'broken/kind-logs',
    'broken/kind-logs/node',
    'broken/kind-logs/node/kubelet.log',
    'broken/kind.log',
    'broken/run-1',
    'broken/run-1/trace.ndjson.gz',
    'broken/trace.ndjson',
  ])
  expect(stderr).toBe('What is left of this run: reports/broken/')
  expect(stdout).toBe('it broke')
})

test('of a run that fails before there is a trace nothing is left', async () => {
  const { stdout, stderr } = await run(`await write(folder + '/kubeconfig'); ${fails}`)
  expect(await reports()).toEqual([])
  expect(stderr).toBe('')
  expect(stdout).toBe('it broke')
})

test('a run that fails when it is published leaves what it has published', async () => {
  const { stdout } = await run(
    `await write(folder + '/errata.md'); await publish(folder, { name: 'one' }, 'v1.37.2'); ${fails}`,
  )
  expect(await reports()).toEqual(['one', 'one/v1.37.2', 'one/v1.37.2/errata.md'])
  expect(stdout).toBe('it broke')
})

test('the folder of a run that was killed is removed by the next one, and that of one that lives is not', async () => {
  const next = () =>
    run(
      "console.log(folder.replace(/.*\\//, '')); await new Promise((resolve) => setTimeout(resolve, 60_000))",
    )
  const names = async ({ stdout }: ReturnType<typeof next>) =>
    String((await stdout.take(1).toArray())[0]).trim()
  const killed = next()
  const living = next()
  const [, name] = await Promise.all([killed, living].map(names))
  killed.kill('SIGKILL')
  await killed.catch(() => {})
  await mkdir(join(project, 'reports/.77'))
  await run('')
  expect(await reports()).toEqual([name, `${name}.lock`])
  await run('', 'of another container')
  expect(await reports()).toEqual([name, `${name}.lock`])
  living.kill('SIGKILL')
  await living.catch(() => {})
})

test('the folder of a finished run takes the place of an earlier one, and is named from where the user stands', async () => {
  await run("await write(folder + '/old'); await publish(folder, { name: 'one' }, 'v1')")
  const { stdout } = await run(
    "await write(folder + '/new'); process.chdir('src'); return publish(folder, { name: 'one' }, 'v1')",
  )
  expect(await reports()).toEqual(['one', 'one/v1', 'one/v1/new'])
  expect(stdout).toBe('../reports/one/v1')
})
