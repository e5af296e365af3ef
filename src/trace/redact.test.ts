import { expect, test } from 'vitest'
import { nameOfToken, redact, redactValue } from './redact.ts'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({ sub: 'system:serviceaccount:default:default' })}.c2lnbmF0dXJl`

test('a token is replaced by a name that tells it from others', () => {
  const { text, tokens } = redact(`Bearer ${token}, again ${token}`)
  expect(text).toBe(`Bearer ${nameOfToken(token)}, again ${nameOfToken(token)}`)
  expect(tokens).toEqual([token, token])
  expect(nameOfToken(token)).toMatch(/^<token [0-9a-f]{8}>$/)
  expect(nameOfToken(`${token}x`)).not.toBe(nameOfToken(token))
})

test('a token cut short is replaced as well', () => {
  expect(redact(token.slice(0, 30)).text).toMatch(/^<token \w+>$/)
})

test('a token in base64, as a Secret holds it, gets the same name', () => {
  const seen: string[] = []
  const secret = { data: { token: Buffer.from(token).toString('base64') } }
  expect(redactValue(secret, (found) => seen.push(found))).toEqual({ data: { token: nameOfToken(token) } })
  expect(seen).toEqual([token])
})

test('private keys are replaced, also in base64; certificates are not', () => {
  const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n'
  const certificate = '-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIQXo\n-----END CERTIFICATE-----\n'
  expect(redact(key).text).toBe('<private key>\n')
  expect(redact(Buffer.from(key).toString('base64')).text).toBe('<private key>\n')
  expect(redact(certificate).text).toBe(certificate)
  expect(redact(Buffer.from(certificate).toString('base64')).text).toBe(
    Buffer.from(certificate).toString('base64'),
  )
})
