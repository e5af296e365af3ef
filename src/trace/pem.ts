import { createPrivateKey } from 'node:crypto'

/** The bytes of a certificate or key that is written in PEM. */
export const bytesOfPem = (pem: string) => Buffer.from(pem.replaceAll(/-----.*?-----/g, ''), 'base64')

/**
 * Where the numbers of a private key are among its bytes: other keys have the bytes between them as well.
 * @returns undefined where it can't be read
 */
export function numbersOfKey(pem: string): { from: number; to: number }[] | undefined {
  const bytes = bytesOfPem(pem)
  try {
    return Object.values(createPrivateKey(pem).export({ format: 'jwk' }))
      .map((value) => Buffer.from(String(value), 'base64url'))
      .map((number) => ({ from: bytes.indexOf(number), to: bytes.indexOf(number) + number.length }))
      .filter(({ from, to }) => from >= 0 && to - from > 8)
  } catch {
    // It is encrypted, or of another form: all of it is its own.
    return undefined
  }
}
