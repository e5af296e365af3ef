/** What stands in a trace for a secret, or for a piece of one. */
const secretName = /<(?:part of )?(?:secret|private key|client certificate|token [0-9a-f]{8})>/

/** Whether a text has the name of a secret in it, and so is not what was there. */
export const hasSecretName = (text: string) => secretName.test(text)

/** A text with something else in place of each name of a secret. */
export const withoutSecretNames = (text: string, instead: string) =>
  text.replaceAll(new RegExp(secretName, 'g'), () => instead)

/**
 * Whether a text is what another one shows with names in place of secrets, whatever these are.
 * @param shown with the names
 */
export function mayBe(shown: string, text: string): boolean {
  const [first = '', ...others] = shown.split(new RegExp(secretName, 'g'))
  const last = others.pop()
  if (last === undefined || shown === text) return shown === text
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  let at = first.length
  for (const part of others) {
    const found = text.indexOf(part, at + 1)
    if (found === -1) return false
    at = found + part.length
  }
  return at < text.length - last.length
}
