import { parseAllDocuments } from 'yaml'

/** A Secret, as the API gives it or as a manifest has it. Whoever wrote it may have written anything. */
export interface SecretObject {
  kind?: unknown
  type?: unknown
  /** In base64. */
  data?: unknown
  stringData?: unknown
  items?: unknown
}

/** What is secret in a Secret of these types; in others all is. */
const secretKey: Record<string, string> = {
  'kubernetes.io/service-account-token': 'token',
  'bootstrap.kubernetes.io/token': 'token-secret',
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/
const certificate = /^\s*-----BEGIN CERTIFICATE-----(?![\s\S]*PRIVATE KEY)/
/** In JSON or YAML, alone or in a list of them. */
const looksLikeSecret = /\bkind"?: *"?Secret/

/** Certificates without a key: everybody may read them. */
export const isCertificate = (text: string) => certificate.test(text)

/** The Secrets that a text shows in JSON or YAML. */
export function secretObjectsIn(text: string): SecretObject[] {
  if (!looksLikeSecret.test(text)) return []
  return documentsIn(text).flatMap((document) => {
    if (document.kind === 'Secret') return [document]
    return objectsIn(document.items).filter(({ kind }) => document.kind === 'SecretList' || kind === 'Secret')
  })
}

/** What is secret in a Secret. */
export function secretsOf({ type, data, stringData }: SecretObject): (Buffer | string)[] {
  const encoded = textsIn(data).filter(([, value]) => base64.test(value))
  return [
    ...encoded.map(([key, value]) => [key, Buffer.from(value, 'base64')] as const),
    ...textsIn(stringData),
  ].flatMap(([key, value]) => (isSecret(type, key) && !isCertificate(value.toString()) ? [value] : []))
}

/**
 * Hides what is still left of the data of a Secret, however short it is.
 * @param data as it was, and `redacted` as it is now, with its entries in the same order
 */
export function hidden({ type }: SecretObject, data: unknown, redacted: unknown): unknown {
  const before = textsIn(data)
  return Object.fromEntries(
    textsIn(redacted).map(([key, text], index) => {
      const [name = '', value = ''] = before[index] ?? []
      const isLeft = text === value && isSecret(type, name) && !isPublic(text)
      return [key, isLeft ? '<secret>' : text]
    }),
  )
}

/** A certificate, or the name of a secret. */
const isPublic = (text: string) =>
  [text, Buffer.from(text, 'base64').toString()].some(isCertificate) || /^<[\w ]+>$/.test(text)

const isSecret = (type: unknown, key: string) => (secretKey[String(type)] ?? key) === key

function documentsIn(text: string): SecretObject[] {
  try {
    return objectsIn([JSON.parse(text)])
  } catch {
    try {
      return objectsIn(Array.from(parseAllDocuments(text), (document) => document.toJS() as unknown))
    } catch {
      return []
    }
  }
}

const objectsIn = (items: unknown): SecretObject[] =>
  Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null) : []

const textsIn = (data: unknown) =>
  Object.entries(data ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
