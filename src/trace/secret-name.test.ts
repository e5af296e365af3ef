import { describe, expect, test } from 'vitest'
import { hasSecretName, mayBe, withoutSecretNames } from './secret-name.ts'
import { Secrets } from './secrets.ts'

describe('what the redaction puts in place of a secret is known as a name', () => {
  const secrets = new Secrets()
  const token = `eyJ${'hbGciOi'.repeat(4)}.${'eyJzdWI'.repeat(4)}.${'c2lnbmF0dXJl'.repeat(4)}`
  secrets.learnToken(token)
  secrets.learn('a password of some length')
  test.each([
    token,
    token.slice(-20),
    'a password of some length',
    'password of some len',
    '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----',
  ])('%s', (text) => {
    const redacted = secrets.redact(`it is ${text}!`).text
    expect(redacted).not.toContain(text)
    expect(hasSecretName(redacted)).toBe(true)
    expect(withoutSecretNames(redacted, '-')).toBe('it is -!')
  })
})

test.each(['<none>', '<token>', '<secrets>', 'a secret', '<token of mine>'])('%s is none', (text) => {
  expect(hasSecretName(text)).toBe(false)
})

test.each([
  ['echo', 'echo', true],
  ['echo', 'echo 1', false],
  ['echo <secret>', 'echo abc', true],
  ['echo <secret>', 'echo ', false],
  ['echo <secret>', 'ech', false],
  ['a <secret> b <secret> c', 'a 1 b 2 c', true],
  ['a <secret> b <secret> c', 'a 1 b  c', false],
  ['a <secret> b <secret> c', 'a 1 c', false],
  ['<secret> c', 'c c', true],
  ['<secret> c', ' c', false],
  ['<part of secret>a', 'aa', true],
  ['<part of secret>a', 'a', false],
])('whether “%s” may be “%s”: %s', (shown, text, may) => {
  expect(mayBe(shown, text)).toBe(may)
})
