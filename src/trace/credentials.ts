/** Names of fields, in kubeconfigs and in what gives credentials, whose values are secret. */
export const nameOfCredential =
  /pass(?:word|wd|phrase)|(?<!kind|type)token$|secret$|^auth$|key-?data$|private.?key|api.?key|credential$/i

/** What stands where a credential would: a variable, or what another program has hidden. */
export const isPlaceholder = (text: string) =>
  /^(?:\$(?:[A-Za-z_]\w*$|[{(])|[<{%]|'?\*{3}|REDACTED$|DATA\+OMITTED$)/.test(text)

const name = String.raw`(?:[\w-]{0,30}(?:token|password|passwd|secret|signature|api_?key|credential)|sig|pwd|key)`
const quote = String.raw`["'\\]*`

/** How credentials look that no object has told; the first group, or all of it, is secret. */
const looks = [
  // Headers, of curl -v, in a typed line, and in a log.
  /\b(?:Proxy-)?Authorization["'\\]*:\s*["'\\]*(?:Bearer|Basic|Token|Negotiate|Digest)\s+([^\s"'\\]+)/gi,
  /\b(?:Set-)?Cookie["'\\]*:\s*["'\\]*([^\s"'\\][^\r\n"'\\]*)/gi,
  /\bX-(?:Auth|Api|Vault|Gitlab|Access)-?(?:Token|Key)["'\\]*:\s*["'\\]*([^\s"'\\]+)/gi,
  // Addresses and forms.
  /:\/\/[^\s/:@"']{0,64}:([^\s/@"']{1,256})@/g,
  new RegExp(String.raw`[?&]${name}=([^&\s"'#\\]+)`, 'gi'),
  new RegExp(String.raw`\b${name}=([^&\s"']+)(?=&[\w-]+=)`, 'gi'),
  // Options of commands.
  new RegExp(
    String.raw`(?<![\w-])--?(?:[\w-]{0,30}(?:password|token|secret|certificate-key|api-?key))(?:=|\s+)${quote}([^\s"'\\-][^\s"'\\]*)`,
    'gi',
  ),
  /(?<![\w-])--auth-provider-arg[= ]["']?[\w-]{0,30}(?:secret|token)=([^\s"']+)/g,
  /\bcurl\b[^\n|;]{0,400}?\s(?:-u|--user)[ =]?["']?[^\s:"'-][^\s:"']{0,64}:([^\s"']+)/g,
  // Hashes of passwords, and tokens with a form of their own.
  /\$(?:apr1|2[abxy]|[156y]|argon2\w+|scrypt)\$[^\s:"',]{16,}/g,
  /(?<![\w.-])(?=[a-z.]*\d)[a-z0-9]{6}\.[a-z0-9]{16}(?![\w.-])/g,
  /\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abeprs]-[\w-]{20,}|AKIA[A-Z0-9]{16}|sha256~[\w-]{43})(?![\w-])/g,
]
/** In a line that makes a Secret. */
const ofLiteral =
  /--from-literal(?:=|\s+)(?:"[^"=]+=([^"]*)"|'[^'=]+=([^']*)'|[^\s=]+=(?:"([^"]*)"|'([^']*)'|([^\s"']+)))/g
const makesSecret = /\bcreate\s+secret\b/
/** In a difference of Secrets, which may be too far from their kind to show it. */
const ofDifference =
  /^[-+ ] {2}(?!(?:name|namespace|uid|resourceVersion|creationTimestamp|labels|annotations):)[\w.-]+: (\S+)$/gm
const differsInSecret = /^[-+]{3} \S*\/v1\.Secret\./m

/** Where a text has credentials, by what stands around them, or by what they look like. */
export function credentialsIn(text: string): { from: number; to: number }[] {
  const here = [
    ...looks,
    ...(makesSecret.test(text) ? [ofLiteral] : []),
    ...(differsInSecret.test(text) ? [ofDifference] : []),
  ]
  const found = here.flatMap((look) =>
    Array.from(text.matchAll(look), (match) => {
      const [all, ...groups] = match
      const secret = groups.find((group) => group !== undefined) ?? all
      const from = match.index + all.lastIndexOf(secret)
      return { from, to: from + secret.length, secret }
    }),
  )
  return found.filter(({ secret }) => secret !== '' && !isPlaceholder(secret))
}

const entry = /["']?([\w.-]{1,64})["']?\s*[:=]\s*["']?([^\s"',}]{8,})/g

/** What a text that is secret has in it that would be secret alone, by the name before it. */
export const credentialsWithin = (text: string): string[] =>
  Array.from(text.matchAll(entry)).flatMap(([, key = '', value = '']) => {
    if (!nameOfCredential.test(key) || isPlaceholder(value)) return []
    // A registry's: user and password.
    return key === 'auth'
      ? [
          value,
          Buffer.from(value, 'base64')
            .toString()
            .replace(/^[^:]*:/, ''),
        ]
      : [value]
  })

/** A line that has kubectl print what Secrets hold, in a form of its own. */
const ofSecrets = /\bget\s(?:[^|;&]{0,200}[\s,])?secrets?(?:[\s,/]|$)/
const ownForm =
  /(?:jsonpath|template|custom-columns)[\s\S]{0,400}?(?:\bdata\b|\bstringData\b|\{[@.]\}|items\[\*\]\})/

/** Whether all that a line prints may be secret: kubectl prints what Secrets hold, and not their names. */
export const printsSecrets = (line: string) => ofSecrets.test(line) && ownForm.test(line)
