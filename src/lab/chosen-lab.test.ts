import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordedEvents } from '../../testing/traces.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import type { TraceEvent } from '../trace/event.ts'
import { chosenLab } from './chosen-lab.ts'
import { usualLab } from './lab-names.ts'
import { ownEvents } from './own-events.ts'
import { newestTrace } from './recorded-traces.ts'

const project = join(import.meta.dirname, '../..')
const home = join(project, 'specs')

/** A lab as an author writes it, in a repository of its own. */
const networking = `
import { atFirst, column, includes, is, placedIn, red, scenario, stdout, types, type Lab } from 'kubelab-conformance/lab'

const getServices = 'kubectl get services'
const services = scenario('services', { files: [] }, async (student) => {
  await student.types(getServices)
})
export const lab: Lab = {
  ...placedIn(import.meta.dirname),
  title: 'Networking',
  watches: [],
  accepted: [],
  sections: [
    {
      exercise: 'service',
      title: '1 Services',
      file: 'specs/networking/lab.ts',
      steps: {
        '1': 'an introduction',
        '1.1': {
          'service/is-listed': {
            says: 'There is a Service.',
            in: services,
            holds: atFirst(column(getServices, 'NAME'), includes('kubernetes')),
            turnedRedBy: [red(types(getServices, 'true'), stdout(getServices), is(''))],
          },
        },
      },
    },
  ],
}
`

/** A course, which has this project among its modules, as npm links it. */
let course: string
beforeAll(async () => {
  course = await mkdtemp(join(tmpdir(), 'course-'))
  await mkdir(join(course, 'node_modules'))
  await symlink(project, join(course, 'node_modules/kubelab-conformance'))
  await writeFile(join(course, 'package.json'), '{ "type": "module" }')
  const settings = { extends: 'kubelab-conformance/tsconfig.json', include: ['specs/networking'] }
  await writeFile(join(course, 'tsconfig.json'), JSON.stringify(settings))
})
afterAll(() => rm(course, { recursive: true }))

/** Writes a lab into the course. @returns the path of its folder */
async function written(name: string, text: string): Promise<string> {
  const folder = join(course, 'specs', name)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'lab.ts'), text)
  return folder
}

const chosen = (named?: string, ...given: string[]) => chosenLab(named, given, home)
/** A recorded run, as if it were of another lab. */
async function traceOf(header: Partial<Extract<TraceEvent, { type: 'header' }>>): Promise<string> {
  const path = join(course, 'trace.ndjson')
  const events = await recordedEvents('v1.37.2')
  const changed = events.map((event) => (event.type === 'header' ? { ...event, ...header } : event))
  await writeFile(path, changed.map((event) => `${JSON.stringify(event)}\n`).join(''))
  return path
}

describe('a lab', () => {
  test('is the usual one where none is named', async () => {
    expect((await chosen()).name).toBe(usualLab)
    expect((await chosen(undefined, 'v1.37', 'text.md')).name).toBe(usualLab)
  })
  test('is found by its name, and by the path of its folder', async () => {
    const lab = await chosen(usualLab)
    expect(await chosen(relative('', join(home, usualLab)))).toBe(lab)
    expect(lab.module).toBe(join(home, usualLab, 'lab.ts'))
  })
  test('of another repository is found by its path, and has its files beside it', async () => {
    const lab = await chosen(await written('networking', networking))
    expect(lab.name).toBe('networking')
    expect(lab.manifests).toBe(join(course, 'manifests/networking'))
    expect(lab.traces).toBe(join(course, 'traces/networking'))
  })
  test('of another repository is checked by the compiler', { timeout: 300_000 }, async () => {
    const compile = () =>
      execa('tsc', { cwd: course, preferLocal: true, localDir: project, reject: false, all: true })
    await written('networking', networking)
    expect((await compile()).all).toBe('')
    await written('networking', networking.replace('in: services', "in: 'services'"))
    expect((await compile()).all).toMatch(
      /^specs\/networking\/lab\.ts.*'string' is not assignable to type 'Scenario'/m,
    )
  })
})

describe('refused in words is', () => {
  const refused = (named: string) =>
    chosen(named).then(
      () => 'found',
      (error: Error) => `${error.name} ${error.message}`,
    )
  test.each([
    'none',
    'api-object',
    '',
    'a/b',
    '.',
    '..',
    './',
    'constructor',
    'api-objects/lab.ts',
    'x'.repeat(300),
    '\0',
    'a\nb',
  ])('what names no lab: %j', async (named) => {
    expect(await refused(named)).toMatch(
      /^UsageError Expected one of the labs of this project \(.*api-objects.*\), or the path of a folder with a lab\.ts, found [^\n]*$/,
    )
  })
  test.each<[what: string, text: string, found: RegExp]>([
    ['what exports no lab', 'export const other = 1', /found none/],
    ['what is no lab', "export const lab = 'a lab'", /found at its top: .*expected object/],
    ['what can not be loaded', 'export const lab = ', /found one that can't be loaded/],
    ['what throws', "throw new TypeError('broken')", /found one that can't be loaded: broken/],
    [
      'a lab that is called otherwise',
      networking.replace("title: 'Networking'", "title: 'N', name: 'other'"),
      /found at name: other/,
    ],
    ['a lab without a part of it', networking.replace('accepted: [],', ''), /found at accepted/],
    ['a lab without sections', networking.replace(/sections: \[[^]*\]/, 'sections: []'), /found at sections/],
    [
      'a claim that is none',
      networking.replace(/holds: .*/, "holds: 'always',"),
      /found at sections › 0 › steps › 1\.1 › service\/is-listed › holds: expected a property/,
    ],
    ['a claim without a scenario', networking.replace('in: services,', ''), /is-listed › in:/],
    [
      'a kind that needs no group with its group',
      networking.replace(/watches: \[/, "watches: ['EndpointSlice.discovery.k8s.io', "),
      /found at watches: EndpointSlice\.discovery\.k8s\.io, expected EndpointSlice: /,
    ],
    ['an id that is none', networking.replace('service/is-listed', 'listed'), /expected an id such as/],
    [
      'a drift by a change that nobody knows',
      networking.replace(
        'turnedRedBy',
        "drift: [{ change: 'no-such', holds: atFirst(stdout(getServices), is('')) }], turnedRedBy",
      ),
      /found at the drift of service\/is-listed: .*no-such/,
    ],
  ])('%s', async (what, text, found) => {
    // What was loaded once is not loaded again.
    const name = what.replaceAll(' ', '-').slice(0, 40).replace(/-$/, '')
    expect(await refused(await written(name, text))).toMatch(new RegExp(`^UsageError .*${found.source}`, 's'))
  })
  test('a folder with the name of a lab of this project', async () => {
    expect(await refused(await written(usualLab, networking))).toMatch(
      /expected another name than those of the labs of this project/,
    )
  })
})

describe('of a trace', () => {
  test('the lab is found by its header, and where that names none it is the first', async () => {
    expect((await chosen(undefined, newestTrace(tinyLab))).name).toBe(usualLab)
    expect((await chosen(undefined, await traceOf({ lab: usualLab }))).name).toBe(usualLab)
    await expect(chosen(undefined, await traceOf({ lab: 'networking' }))).rejects.toThrow(
      /expected a trace of a lab of this project .*, found one of the lab networking\. Say with --lab/,
    )
  })
  test('of another lab, or of a text, nothing is judged', async () => {
    const path = await traceOf({ lab: 'networking' })
    await expect(ownEvents(tinyLab, path)).rejects.toThrow(
      /expected a trace of the lab api-objects, found one of the lab networking/,
    )
    expect(await ownEvents({ name: 'networking' }, path)).toEqual(
      (await readFile(path, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    )
    await expect(ownEvents(tinyLab, await traceOf({ session: 'a digest' }))).rejects.toThrow(
      /found one of a text/,
    )
  })
})
