import { describe, expect, test } from 'vitest'
import type { TraceEvent } from '../trace/event.ts'
import { World } from '../trace/world.ts'
import { cell, column, exitCode, field, screen, stdout } from './answers.ts'
import { are, each, includes, is, lacks, matches, some, startsWith, type Matcher } from './matcher.ts'
import { same } from './observation.ts'
import { always, atFirst, atLast, constant, eventually, never, type Property } from './property.ts'
import { tokenIn } from './tokens.ts'

const shown = 'PASSWORD=<secret>'
const [one, other] = ['<token 3fa92c1b>', '<token 00000000>']

describe('a matcher that hangs on what a name stands for does not answer', () => {
  test.each<[string, Matcher<never>, unknown, boolean | undefined]>([
    ['is', is('PASSWORD=s3cretvalue'), shown, undefined],
    ['is another', is('USER=s3cretvalue'), shown, false],
    ['is nothing', is(''), shown, false],
    ['is, of names', is(shown), shown, true],
    ['is, of a name of a token', is(one), one, true],
    ['is, of another name of a token', is(one), other, false],
    ['is, of a token', is('mytoken'), one, undefined],
    ['is, deeply', is({ a: ['s3cretvalue'] }), { a: ['<secret>'] }, undefined],
    ['is, deeply, with another', is({ a: ['s3cretvalue', 1] }), { a: ['<secret>', 2] }, false],
    ['is, with other keys', is({ b: 1 }), { a: '<secret>' }, false],
    ['is, with a name for a key', is({ s3cretvalue: 1 }), { '<secret>': 1 }, undefined],
    ['are', are('a', 's3cretvalue'), ['a', '<part of secret>'], undefined],
    ['matches', matches(/s3cret/), shown, undefined],
    ['matches whatever it is', matches(/^PASSWORD=/), shown, true],
    ['matches some', matches(/^PASSWORD=\w+$/), shown, undefined],
    ['matches a name', matches(/^PASSWORD=<secret>$/), shown, true],
    ['matches no name', matches(/^PASSWORD=<token/), shown, false],
    ['startsWith', startsWith('PASSWORD=s3'), shown, undefined],
    ['startsWith what is before it', startsWith('PASS'), shown, true],
    ['some', some(is('s3cretvalue')), ['a', '<secret>'], undefined],
    ['some other', some(is('a')), ['a', '<secret>'], true],
    ['each', each(is('s3cretvalue')), ['s3cretvalue', '<secret>'], undefined],
    ['each but one', each(is('s3cretvalue')), ['a', '<secret>'], false],
    ['includes', includes('s3cretvalue'), ['a', '<secret>'], undefined],
    ['includes another', includes('a'), ['a', '<secret>'], true],
    ['lacks', lacks('s3cretvalue'), ['a', '<secret>'], undefined],
    ['lacks another', lacks('a'), ['a', '<secret>'], false],
  ])('%s', (_, matcher, found, answer) => {
    expect((matcher as Matcher<unknown>).test(found)).toBe(answer)
  })
})

/** What becomes of a property on a scenario in which lines print these texts, at once or piece by piece. */
function judged(property: Property, printed: Record<string, string | string[]>) {
  const world = new World('s')
  const monitor = property.start()
  const tell = (event: TraceEvent) => {
    world.apply(event)
    monitor.step(world)
  }
  const of = { at: 1, scenario: 's' }
  tell({ type: 'scenario', ...of, namespace: 'lab-s', state: 'begins' })
  for (const [index, [line, texts]] of Object.entries(printed).entries()) {
    const command = index + 1
    tell({ type: 'typed', ...of, command, line, because: 'lab' })
    for (const text of [texts].flat()) tell({ type: 'output', ...of, command, stream: 'stdout', text })
    tell({ type: 'exited', ...of, command, code: 0 })
  }
  monitor.close(world)
  const [because] = monitor.conjuncts.flatMap((conjunct) => conjunct.because ?? [])
  return because === undefined ? monitor.answer : `${monitor.answer}: ${because.kind}`
}
const unknown = 'open: hidden by a secret'

describe('a property that hangs on it stays open, and says why', () => {
  const printed = { env: `${shown}\n`, again: `${shown}\n`, plain: 'PASSWORD=abc\n', name: `${one}\n` }
  const env = stdout('env')
  const table = 'NAME    VALUE      STATUS\na       <secret>   Running\nb       c          Running\n'
  const full = 'NAME    VALUE         STATUS\na       <secret>   Running\nb       c             Running\n'
  const gaps = 'NAME    VALUE         NODE   STATUS\na       <secret>        Running\n'
  const json = '{"a": "<secret>", "b": 1}'
  test.each<[string, Property, Record<string, string | string[]>, string]>([
    ['what it says is so', atFirst(env, is('PASSWORD=s3cretvalue')), printed, unknown],
    ['it is so at last', atLast(env, is('PASSWORD=s3cretvalue')), printed, unknown],
    ['it is so at some moment', eventually(env, is('PASSWORD=s3cretvalue')), printed, unknown],
    ['it is so at every moment', always(env, is('PASSWORD=s3cretvalue')), printed, unknown],
    ['it is not so', never(env, matches(/s3cret/)), printed, unknown],
    ['it stays so', constant(env), printed, unknown],
    ['two are the same', atFirst(same(env, stdout('again')), is(true)), printed, unknown],
    ['two are not the same', atFirst(same(env, stdout('again')), is(false)), printed, unknown],
    ['one may be the other', atFirst(same(env, stdout('plain')), is(false)), printed, unknown],
    [
      'it is so in a view',
      atFirst(
        env.map('it', (text) => text === 'PASSWORD=a'),
        is(false),
      ),
      printed,
      unknown,
    ],
    [
      'its length',
      atFirst(
        env.map('it', (text) => text.length),
        is(17),
      ),
      printed,
      unknown,
    ],
    [
      'a cell behind it, where another is empty',
      atFirst(cell('get', 'STATUS'), is('Running')),
      { get: gaps },
      unknown,
    ],
    ['a field', atFirst(field('get', 'a'), is('s3cretvalue')), { get: json }, unknown],
    [
      'until it is so',
      never(exitCode('again'), is(1)).until(env.map('it', (text) => text === 'a')),
      printed,
      unknown,
    ],
    ['on a screen', eventually(screen('env'), matches(/s3cret/)), printed, unknown],

    ['other words', atFirst(env, is('USER=s3cretvalue')), printed, 'fails'],
    ['what is before it', atFirst(env, startsWith('PASSWORD=')), printed, 'holds'],
    [
      'a view of what is before it',
      atFirst(
        env.map('it', (text) => text.split('=').slice(0, 1)),
        are('PASSWORD'),
      ),
      printed,
      'holds',
    ],
    ['the exit code', atFirst(exitCode('env'), is(0)), printed, 'holds'],
    ['a cell beside it', atFirst(cell('get', 'STATUS'), is('Running')), { get: full }, 'holds'],
    ['another column', atFirst(column('get', 'NAME'), are('a', 'b')), { get: table }, 'holds'],
    ['another field', atFirst(field('get', 'b'), is(2)), { get: json }, 'fails'],
    ['names of tokens', atFirst(tokenIn(stdout('name')), is(one)), printed, 'holds'],
    ['the same token', atFirst(same(stdout('name'), tokenIn(stdout('name'))), is(true)), printed, 'holds'],
    ['later it is so', eventually(screen('env'), matches(/ok$/)), { env: [shown, ' ok'] }, 'holds'],
    ['later it is not so', always(screen('env'), is('a')), { env: ['<secret>', ' ok'] }, 'fails'],
  ])('%s', (_, property, texts, answer) => {
    expect(judged(property, texts)).toBe(answer)
  })
})
