import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { reachedPackages } from './reached-packages.ts'

const root = join(import.meta.dirname, '..')
const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}

const table = join(root, 'scripts/commands.ts')
const tableCode = await readFile(table, 'utf8')
/** Of each command what it runs, as code. Another process has it as it is written. */
const printRuns = `
  const { kubelab } = await import('./scripts/commands.ts')
  const runs = ({ commands }) => Object.entries(commands)
    .flatMap(([name, one]) => one.commands ? runs(one) : [[name, String(one.run)]])
  console.log(JSON.stringify(Object.fromEntries(runs(kubelab))))`
const node = ['--input-type=module', '--eval', printRuns]
const { stdout } = await execa('node', node, { cwd: root, reject: false })
const runs = JSON.parse(stdout) as Record<string, string>
/** The table without them: what is loaded, or may be, by whatever command. */
const shared = Object.values(runs).reduce((code, run) => code.replace(run, ''), tableCode)

const reached = async (code: string) => [...(await reachedPackages(code, table)).keys()]
const forDevelopment = async (code: string) =>
  (await reached(code)).filter((found) => !(found in dependencies))

test('each part of the table that loads something late belongs to a command, or to all', async () => {
  for (const run of Object.values(runs)) expect(tableCode).toContain(run)
  expect(shared.match(/import\(.*?\)/g)).toEqual(["import('../src/lab/chosen-lab.ts')"])
  expect(await forDevelopment(shared)).toEqual([])
})

/** What is for those who work on the project. */
const ownCommands = new Set(['test', 'screenshots', 'falsify', 'soak', 'chaos', 'fuzz', 'retype', 'bench'])

test.each(Object.entries(runs).filter(([name]) => !ownCommands.has(name)))(
  '%s needs no package that is for development only',
  async (_, run) => {
    expect(await forDevelopment(run)).toEqual([])
  },
)

test('a package that is for development only is found where a command needs one', async () => {
  expect((await reachedPackages(runs['test'] ?? '', table)).get('vitest')).toBe(join(root, 'scripts/test.ts'))
})
