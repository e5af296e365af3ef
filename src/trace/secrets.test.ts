import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { describe, expect, test } from 'vitest'
import { learnKubeconfig } from '../student/learn-kubeconfig.ts'
import { isAtLength } from '../../testing/at-length.ts'
import { brokenUp, ofBytes, ofText } from '../../testing/encodings.ts'
import { recordedEvents } from '../../testing/traces.ts'
import { nameOfToken, Secrets } from './secrets.ts'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signature = Array.from({ length: 8 }, (_, at) => createHmac('sha256', 'k').update(`${at}`).digest())
const payload = { sub: 'system:serviceaccount:default:default', aud: ['https://kubernetes.default.svc'] }
const token = [
  part({ alg: 'RS256', kid: 'wl5YpQOO3v8D5rN3nPcYDFBTjEAmwAlxUgQ4LHrFf0c' }),
  part(payload),
  Buffer.concat(signature).toString('base64url'),
].join('.')

const kubeconfig = new KubeConfig()
kubeconfig.loadFromFile(join(import.meta.dirname, '../../testing/kubeconfig-for-tests-only.yaml'))
const [user] = kubeconfig.getUsers()
const [cluster] = kubeconfig.getClusters()
const clientKey = Buffer.from(user?.keyData ?? '', 'base64')
const authority = Buffer.from(cluster?.caData ?? '', 'base64').toString()
const pem = { type: 'pkcs8', format: 'pem' } as const
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem) as string
const armour = /-----.*-----/g
const password = 'Tr0ub4dor&3/correct+horse'

const opaque = (data: Record<string, string | Buffer>) => ({
  kind: 'Secret',
  type: 'Opaque',
  data: Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value as string).toString('base64')]),
  ),
})

/** Secrets as a run knows them, and only these. */
function knowing(learn: (secrets: Secrets) => void): Secrets {
  const secrets = new Secrets()
  learn(secrets)
  return secrets
}
const ofKubeconfig = () => knowing((secrets) => learnKubeconfig(secrets, kubeconfig))
const ofSecret = (...values: (string | Buffer)[]) =>
  knowing((secrets) => {
    const data = Object.fromEntries(values.map((value, at) => [`key-${at}`, value]))
    secrets.redactValue(opaque(data), () => {})
  })
const redacted = (value: unknown, secrets = new Secrets()) => {
  const seen: string[] = []
  return { value: secrets.redactValue(value, (one) => seen.push(one)), seen }
}

describe('of what nobody has told it', () => {
  test('a token is replaced by a name that tells it from others', () => {
    const { text, tokens } = new Secrets().redact(`Bearer ${token}, again ${token}`)
    expect(text).toBe(`Bearer ${nameOfToken(token)}, again ${nameOfToken(token)}`)
    expect(tokens).toEqual([token, token])
    expect(nameOfToken(token)).toMatch(/^<token [0-9a-f]{8}>$/)
    expect(nameOfToken(`${token}x`)).not.toBe(nameOfToken(token))
  })

  test('a token cut short is replaced as well', () => {
    expect(new Secrets().redact(token.slice(0, 30)).text).toMatch(/^<token \w+>$/)
  })

  test('a token in base64, as a Secret holds it, gets the same name', () => {
    const data = { token: Buffer.from(token).toString('base64') }
    expect(redacted({ data })).toEqual({ value: { data: { token: nameOfToken(token) } }, seen: [token] })
  })

  test('private keys are replaced, also in base64; certificates are not', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n'
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIQXo\n-----END CERTIFICATE-----\n'
    const secrets = new Secrets()
    expect(secrets.redact(key).text).toBe('<private key>\n')
    expect(secrets.redact(Buffer.from(key).toString('base64')).text).toBe('<private key>')
    expect(secrets.redact(certificate).text).toBe(certificate)
    const encoded = Buffer.from(certificate).toString('base64')
    expect(secrets.redact(encoded).text).toBe(encoded)
  })
})

const lettersOf = (text: string) => text.replaceAll(/[^A-Za-z0-9]/g, '')

/** All letters and digits of a text that are in a row, so many at a time. */
function* windows(text: string, size: number): Generator<string> {
  const letters = lettersOf(text)
  for (let at = 0; at + size <= letters.length; at += 1) yield letters.slice(at, at + size)
}

/** Something else of the same form: what a text of it has as well is no secret. */
function another(secret: Buffer): Buffer {
  const text = secret.toString()
  if (text.startsWith('LS0t')) return Buffer.from(another(Buffer.from(text, 'base64')).toString('base64'))
  const letters = randomBytes(secret.length).toString('base64').replaceAll(/[+/=]/g, 'x')
  return Buffer.from(
    text.replaceAll(/[^\n]+/g, (line) =>
      line.startsWith('-----')
        ? line
        : letters.slice(0, line.replaceAll(/=+$/g, '').length).padEnd(line.length, '='),
    ),
  )
}

describe('by its value, in a hundred encodings', () => {
  const bytes = randomBytes(48)
  const clientKeyData = user?.keyData ?? ''

  test.for([
    ['a token', token, token.length, () => knowing((secrets) => secrets.learnToken(token))],
    ['a token in a Secret', token, token.length, () => ofSecret(token)],
    ["the key of the run's kubeconfig", clientKey, 1190, ofKubeconfig],
    ['the data of that key', clientKeyData, 1190, ofKubeconfig],
    ['another private key in a Secret', ecKey, 138, () => ofSecret(ecKey)],
    ['a password in a Secret', password, password.length, () => ofSecret(password)],
    ['bytes in a Secret', bytes, bytes.length, () => ofSecret(bytes)],
  ] as const)('%s: none gets through', ([, value, length, learn]) => {
    const secret = Buffer.from(value as string)
    const all = value === bytes ? ofBytes : [...ofBytes, ...ofText]
    const isLong = !isAtLength && secret.length > 1000
    const used = all.filter((_, at) => !isLong || at % 4 === 0)
    const secrets = learn()
    const told = used.flatMap(([name, write]) => {
      const written = write(secret)
      const { text } = secrets.redact(written)
      // As many letters as sixteen bytes of the secret have in this encoding.
      const size = Math.ceil((16 * lettersOf(written).length) / length)
      const left = new Set(windows(text, size))
      const harmless = new Set(windows(write(another(secret)), size))
      const leaked = [...windows(written, size)].filter((one) => left.has(one) && !harmless.has(one))
      return text === written || leaked.length > 0 ? [{ name, leaked: leaked.slice(0, 3), text }] : []
    })
    expect(told).toEqual([])
  })

  test('there are a hundred of them', () => {
    expect(ofText.length + ofBytes.length).toBeGreaterThan(100)
  })
})

describe('pieces', () => {
  const [header = '', claims = '', signed = ''] = token.split('.')

  test.for([
    ['header', header],
    ['payload', claims],
    ['signature', signed],
    ['signature in base64', Buffer.from(signed, 'base64url').toString('base64')],
    ['twelve characters', signed.slice(100, 120)],
  ] as const)('of a token that was seen, the %s is not left alone', ([, piece]) => {
    const secrets = new Secrets()
    secrets.redact(token)
    const { text, tokens } = secrets.redact(`it is ${piece}, cut out`)
    expect(text).toMatch(/^it is <(part of )?token [0-9a-f]{8}>[=-]?, cut out$/)
    expect(tokens.filter((one) => one === token)).toEqual([])
  })

  test.for(brokenUp)('%s: each line is a piece, and no line is left but the last', ([, write]) => {
    for (const [secrets, secret] of [
      [knowing((all) => all.learnToken(token)), token],
      [ofKubeconfig(), clientKey.toString().replaceAll(armour, '').replaceAll(/\s/g, '')],
    ] as const) {
      const written = write(Buffer.from(secret))
      const left = new Set(windows(secrets.redact(written).text, 16))
      const lines = written.split('\n').filter((line) => lettersOf(line).length > 36)
      expect(lines.length).toBeGreaterThan(8)
      expect(lines.flatMap((line) => [...windows(line, 16)]).filter((one) => left.has(one))).toEqual([])
    }
  })

  test('the signature is not left beside the parts that are told', () => {
    const secrets = new Secrets()
    secrets.redact(token)
    const { text } = secrets.redact(`${JSON.stringify(payload)} ${signed}`)
    expect(text).toBe(`${JSON.stringify(payload)} ${nameOfToken(token).replace('<', '<part of ')}`)
  })

  test('a whole token has its name however it is written, and no piece has', () => {
    const secrets = new Secrets()
    secrets.redact(token)
    const encoded = Buffer.from(token).toString('base64')
    for (const text of [
      encoded,
      encoded.replaceAll(/.{76}/g, '$&\n  '),
      token.replaceAll(/.{40}/g, '$&\r\n'),
    ]) {
      expect(secrets.redact(text)).toEqual({ text: nameOfToken(token), tokens: [token] })
    }
    expect(secrets.redact(token.slice(40)).text).not.toContain(nameOfToken(token))
  })

  test.for(['-', '_', 'x'])('a token that ends with %s is replaced to its end', (last) => {
    const ending = token.slice(0, -1) + last
    const secrets = new Secrets()
    secrets.redact(ending)
    const text = `token=${Buffer.from(ending).toString('base64')}\n${ending}\n`
    expect(secrets.redact(text).text).toBe(`token=${nameOfToken(ending)}\n${nameOfToken(ending)}\n`)
  })
})

describe('what is no secret stays', () => {
  test('the recorded runs are as they were, whatever is known', async () => {
    const secrets = ofKubeconfig()
    secrets.learnToken(token)
    redacted(opaque({ password, key: ecKey }), secrets)
    for (const version of ['v1.33.13', 'v1.37.2'] as const) {
      for (const event of await recordedEvents(version)) {
        expect(redacted(event, secrets)).toEqual({ value: event, seen: [] })
      }
    }
  })

  test('certificates of a cluster are told, but for those of its users', () => {
    const secrets = ofKubeconfig()
    const own = Buffer.from(user?.certData ?? '', 'base64').toString()
    for (const text of [authority, Buffer.from(authority).toString('base64')]) {
      expect(secrets.redact(text).text).toBe(text)
    }
    expect(secrets.redact(Buffer.from(own).toString('base64')).text).toContain('<client certificate>')
  })

  test('of a Secret for a service account the token is hidden, and nothing else', () => {
    const data = { namespace: 'kube-system', 'ca.crt': authority, token }
    const secret = { ...opaque(data), type: 'kubernetes.io/service-account-token' }
    const secrets = new Secrets()
    const { value } = redacted(secret, secrets)
    expect(value).toEqual({ ...secret, data: { ...secret.data, token: nameOfToken(token) } })
    expect(secrets.redact('in namespace kube-system').text).toBe('in namespace kube-system')
  })

  test('words that a text has by chance stay', () => {
    const told = 'the server is https://kubernetes.default.svc, and not a word of this is told to anybody'
    const secrets = ofSecret(told, 'default', 'true')
    const text = 'default: the address https://kubernetes.default.svc is true'
    expect(secrets.redact(text).text).toBe(text)
  })
})

describe('Secrets', () => {
  test('what is in one is hidden in it, however short; its keys are told', () => {
    const secret = opaque({ user: 'me', password: 'hunter2', certificate: authority })
    const { data } = redacted(secret).value as typeof secret
    expect(data).toEqual({ ...secret.data, user: '<secret>', password: '<secret>' })
  })

  test('so is what a manifest has in plain text', () => {
    const secret = { kind: 'Secret', stringData: { user: 'me', password: 'a b c d', certificate: authority } }
    const { stringData } = redacted(secret).value as typeof secret
    expect(stringData).toEqual({ user: '<secret>', password: '<secret>', certificate: authority })
  })

  test('what is in one is known from then on', () => {
    const secrets = new Secrets()
    redacted(opaque({ password, short: 'hunter2' }), secrets)
    const text = `-p ${password} or ${Buffer.from('hunter2').toString('base64')}`
    expect(secrets.redact(text).text).toBe('-p <secret> or <secret>')
  })

  test.for([
    [
      'YAML',
      `apiVersion: v1\ndata:\n  password: ${Buffer.from(password).toString('base64')}\nkind: Secret\n`,
    ],
    ['JSON', JSON.stringify({ kind: 'List', items: [opaque({ password })] })],
    [
      'the answer of the API',
      JSON.stringify({ kind: 'SecretList', items: [{ data: opaque({ password }).data }] }),
    ],
    ['a manifest', `kind: Secret\nstringData:\n  password: ${password}\n`],
    ['one of several documents', `kind: Pod\n---\nkind: Secret\nstringData:\n  password: ${password}\n`],
  ])('shown as %s it is known from then on', ([, shown = '']) => {
    const secrets = new Secrets()
    expect(secrets.redact(shown).text).toContain('<secret>')
    expect(secrets.redact(`-p ${password}`).text).toBe('-p <secret>')
  })

  test.for([
    'kind: Secret\nitems: {',
    '{"kind":"Secret","data":[1,null]}',
    '{"kind":"SecretList","items":{}}',
    'kind: Secret\na: &a [*a]',
  ])('what only looks like one is no harm: %s', (text) => {
    expect(new Secrets().redact(text).text).toBe(text)
  })
})

test('secrets are replaced in the keys of objects', () => {
  const secrets = ofSecret(password)
  expect(
    redacted({ [password]: 1, list: [{ [token]: { [`a ${password}`]: token } }] }, secrets).value,
  ).toEqual({
    '<secret>': 1,
    list: [{ [nameOfToken(token)]: { 'a <secret>': nameOfToken(token) } }],
  })
})
