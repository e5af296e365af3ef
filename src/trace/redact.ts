import { createHash } from 'node:crypto'

const jwt = /eyJ[\w-]{10,}(?:\.[\w-]*){0,2}/g
const base64 = /[A-Za-z0-9+/]{60,}={0,2}/g
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g

export interface Redacted {
  text: string
  /** The JSON Web Tokens that were in it, whole or cut short. */
  tokens: string[]
}

/** The name that stands for a token: claims can still tell whether two are the same, nobody can use it. */
export function nameOfToken(token: string): string {
  return `<token ${createHash('sha256').update(token).digest('hex').slice(0, 8)}>`
}

/** Replaces bearer tokens and private keys, also those in base64 as Secrets and kubeconfigs hold them. */
export function redact(text: string): Redacted {
  const tokens: string[] = []
  const plain = (part: string) =>
    part.replace(privateKey, '<private key>').replace(jwt, (token) => {
      tokens.push(token)
      return nameOfToken(token)
    })
  const decoded = text.replace(base64, (encoded) => {
    const inside = Buffer.from(encoded, 'base64').toString('latin1')
    const cleaned = plain(inside)
    return cleaned === inside ? encoded : cleaned
  })
  return { text: plain(decoded), tokens }
}

/** Redacts every string in a JSON value, however deep. */
export function redactValue(value: unknown, onToken: (token: string) => void): unknown {
  if (typeof value === 'string') {
    const { text, tokens } = redact(value)
    tokens.forEach(onToken)
    return text
  }
  if (Array.isArray(value)) return value.map((item) => redactValue(item, onToken))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(item, onToken)]))
  }
  return value
}
