import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nameOfToken, Secrets } from '../trace/secrets.ts'
import { Screen } from './screen.ts'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = `${part({ alg: 'RS256' })}.${part({ sub: 'system:serviceaccount:default:default' })}.c2lnbmF0dXJl`
// Of no use: the bytes are a text.
const body = Buffer.from('not the bytes of a private key, but as many as a small one has').toString('base64')
const key = `-----BEGIN EC PRIVATE KEY-----\r\n${body}\r\n-----END EC PRIVATE KEY-----\r\n`
const certificate = key.replaceAll('EC PRIVATE KEY', 'CERTIFICATE')

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const password = 'Tr0ub4dor&3/correct+horse'
const passwordIn = {
  plain: password,
  base64: Buffer.from(password).toString('base64'),
  'base64 of more': Buffer.from(`user:${password}`).toString('base64').slice(4),
  hex: Buffer.from(password).toString('hex'),
  JSON: JSON.stringify(password).replaceAll('/', String.raw`\u002f`),
  'lines that are wrapped': password.replaceAll(/.{8}/g, '$&\r\n  '),
}

/** What is recorded of a terminal that writes these pieces, one after the other has been shown for a while. */
function recorded(...pieces: string[]): { shown: string[]; screen: Screen } {
  const shown: string[] = []
  const secrets = new Secrets()
  secrets.learn(password)
  const screen = new Screen(
    (text) => shown.push(secrets.redact(text).text),
    (text) => secrets.mayGoOn(text),
  )
  for (const piece of pieces) {
    screen.write(piece)
    vi.advanceTimersByTime(10_000)
  }
  return { shown, screen }
}

/** Writes a text in two pieces, cut at every place in turn, and ends. */
function* cutAnywhere(text: string): Generator<{ cut: string; whole: string }> {
  for (let at = 1; at < text.length; at += 1) {
    const pieces = [text.slice(0, at), text.slice(at)]
    const { shown, screen } = recorded(...pieces)
    screen.flush()
    yield { cut: pieces.join(' | '), whole: shown.join('') }
  }
}

test('what a terminal shows is handed on when it is quiet for a moment, in one', () => {
  const shown: string[] = []
  const screen = new Screen(
    (text) => shown.push(text),
    () => false,
  )
  screen.write('one ')
  vi.advanceTimersByTime(50)
  screen.write('two\n/ # ')
  vi.advanceTimersByTime(99)
  expect(shown).toEqual([])
  vi.advanceTimersByTime(1)
  expect(shown).toEqual(['one two\n/ # '])
})

test.for(Object.entries(passwordIn))(
  'a secret that is known, %s, is recognised wherever it is cut in two',
  ([, written]) => {
    for (const { cut, whole } of cutAnywhere(`is: ${written} \r\n/ # `)) {
      // Encoded with what stands before it, up to three of its first letters are not known when they are cut off.
      expect(whole, cut).toMatch(/^is: "?\w{0,8}<(part of )?secret>={0,2}"?\s*\/ # $/)
    }
  },
)

test('of a signature that is known alone nothing is left, wherever it is cut in two', () => {
  const whole = `${token}${'x1Y2'.repeat(20)}`
  const signature = whole.slice(whole.lastIndexOf('.') + 1)
  for (let at = 1; at < signature.length; at += 1) {
    const { shown, screen } = recorded(`${whole}\r\n`, signature.slice(0, at), `${signature.slice(at)}\r\n`)
    screen.flush()
    expect(shown.join('')).toBe(
      `${nameOfToken(whole)}\r\n${nameOfToken(whole).replace('<', '<part of ')}\r\n`,
    )
  }
})

test('a prompt behind a secret, or behind a piece of one, is not held back', () => {
  expect(recorded(`${password}\r\n/ # `).shown).toHaveLength(1)
  expect(recorded(`${password.slice(0, 15)}\r\n/ # `).shown).toHaveLength(1)
})

test.for(['$ kubectl get pods\r\n/ # ', 'type the name: ', 'done', '$ ls -l', 'they', certificate, 'bye '])(
  'a screen that ends with %j is not held back',
  (text) => {
    expect(recorded(text).shown).toEqual([text])
  },
)

test('a token is recognised wherever it is cut in two', () => {
  for (const { cut, whole } of cutAnywhere(`token: ${token}\r\n/ # `)) {
    expect(whole, cut).toBe(`token: ${nameOfToken(token)}\r\n/ # `)
  }
})

test('a private key is recognised wherever it is cut in two', () => {
  for (const { cut, whole } of cutAnywhere(`$ cat key\r\n${key}$ `)) {
    expect(whole, cut).toBe('$ cat key\r\n<private key>\r\n$ ')
  }
})

test.for([
  ['token', token, nameOfToken(token)],
  ['private key', key.replaceAll('\r', ''), '<private key>'],
])('a %s in base64 is recognised wherever it is cut in two', ([, secret = '', name = '']) => {
  for (const { cut, whole } of cutAnywhere(
    `  data: ${Buffer.from(secret).toString('base64')}\r\nkind: Secret\r\n`,
  )) {
    expect(whole, cut).toBe(`  data: ${name}\r\nkind: Secret\r\n`)
  }
})

test('a private key is held back until it ends, and what follows with it', () => {
  const lines = `before\n${key}after\n`.split(/(?<=\n)/)
  const { shown } = recorded(...lines)
  expect(shown).toEqual(['before\n', '<private key>\r\n', 'after\n'])
})

test('of two private keys the second is held back too', () => {
  const { shown } = recorded(`${key}${key.slice(0, 60)}`, key.slice(60))
  expect(shown).toEqual(['<private key>\r\n<private key>\r\n'])
})

test.for([
  ['token', token.slice(0, 40), /^\$ <token \w+>$/],
  ['private key', key.slice(0, 60), /^\$ <private key>$/],
] as const)('a %s that never ends is recorded at the end, as one', ([, beginning, name]) => {
  const { shown, screen } = recorded(`$ ${beginning}`)
  expect(shown).toEqual([])
  screen.flush()
  expect(shown).toEqual([expect.stringMatching(name)])
})

test('at the end nothing is left: no timer, and nothing is shown twice', () => {
  const { shown, screen } = recorded()
  screen.write('bye')
  screen.flush()
  screen.flush()
  expect(vi.getTimerCount()).toBe(0)
  expect(shown).toEqual(['bye'])
})
