import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const barrel = readFileSync(join(root, 'src/lab/index.ts'), 'utf8')

const named = (list = '') => list.split(',').flatMap((one) => one.replace(/\btype\b/, '').trim() || [])

/** What a lab of another repository gets, by the module: all of it, or these names. */
const exported = new Map(
  [...barrel.matchAll(/export (?:type )?(\*|\{([^}]*)\}) from '(?:\.|\.\.\/property)\/([\w-]+\.ts)'/g)].map(
    ([, all, list, module]) => [module, all === '*' ? all : named(list)] as const,
  ),
)

/** What a spec imports that is not exported. */
const missing = (text: string) =>
  [...text.matchAll(/import (?:type )?\{([^}]*)\} from '(?:\.\.\/)+src\/(?:lab|property)\/([\w-]+\.ts)'/g)]
    .flatMap(([, list, module]) => named(list).map((name) => ({ name, module })))
    .filter(({ name, module }) => exported.get(module) !== '*' && !exported.get(module)?.includes(name))

const specs = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
)

test.each(specs)('a lab of another repository may use what %s uses', (file) => {
  expect(missing(readFileSync(join(import.meta.dirname, file), 'utf8'))).toEqual([])
})

test('what is not exported is found', () => {
  const text =
    "import { type Lab, claimsOf } from '../../src/lab/lab.ts'\nimport { is } from '../../src/property/matcher.ts'"
  expect(missing(text)).toEqual([{ name: 'claimsOf', module: 'lab.ts' }])
})
