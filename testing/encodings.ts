/** One way in which something secret may be written. */
export type Encoding = [name: string, write: (secret: Buffer) => string]

const base64 = (bytes: Buffer | string) => Buffer.from(bytes as string).toString('base64')
const base64url = (bytes: Buffer | string) => Buffer.from(bytes as string).toString('base64url')
const hex = (bytes: Buffer) => bytes.toString('hex')
const pieces = (text: string, width: number) => text.match(new RegExp(`[^]{1,${width}}`, 'g')) ?? []
const each = (text: string, write: (character: string, index: number) => string) =>
  Array.from(text, write).join('')
const code = (character: string, digits: number) => character.charCodeAt(0).toString(16).padStart(digits, '0')
const wrapped =
  (width: number, between: string, before = '') =>
  (text: string) =>
    before + pieces(text, width).join(between)
const unicodeEscaped = (text: string) => each(text, (one) => String.raw`\u${code(one, 4)}`)
const percentEncoded = (text: string) => each(text, (one) => `%${code(one, 2)}`)
const coloured = (text: string, every: number) =>
  pieces(text, every)
    .map((piece, index) => `\u001B[3${index % 8}m${piece}\u001B[0m`)
    .join('')
/** In a longer text that is encoded as a whole. */
const amid = (before: string, bytes: Buffer, behind = '') =>
  Buffer.concat([Buffer.from(before), bytes, Buffer.from(behind)])
const text = (write: (text: string) => string) => (secret: Buffer) => write(secret.toString())

/** How lines of a text may be broken, and what may stand before each. */
const wraps: Record<string, (text: string) => string> = {
  '16 columns': wrapped(16, '\n'),
  '20 columns': wrapped(20, '\n'),
  '48 columns': wrapped(48, '\n'),
  '60 columns': wrapped(60, '\n'),
  '64 columns': wrapped(64, '\n'),
  '70 columns': wrapped(70, '\n'),
  '76 columns': wrapped(76, '\r\n'),
  '100 columns': wrapped(100, '\n'),
  'one character a line': wrapped(1, '\n'),
  'three characters a line': wrapped(3, '\n'),
  'indented by two': wrapped(64, '\n  ', '  '),
  'indented by eight': wrapped(57, '\n        ', 'data: |\n        '),
  'indented by a tab': wrapped(64, '\n\t', '\t'),
  quoted: wrapped(64, '\n> ', '> '),
  'as comments': wrapped(64, '\n# ', '# '),
  'as strings in a list': wrapped(40, '",\n  "', '["'),
  'with backslashes': wrapped(40, '\\\n'),
  'with escaped line ends': wrapped(64, String.raw`\n`),
  'with escaped line ends of Windows': wrapped(76, String.raw`\r\n`),
}

/** How lines may be broken so that what stands between them could be of the secret itself. */
export const brokenUp: Encoding[] = [
  ['as a list', text(wrapped(64, '\n  - ', '  - '))],
  ['as added lines', text(wrapped(64, '\n+', '+'))],
  ['as strings that are joined', text(wrapped(40, '" +\n  "', '"'))],
  [
    'with the numbers of lines',
    text((all) =>
      pieces(all, 64)
        .map((piece, at) => `${at + 1}\t${piece}\n`)
        .join(''),
    ),
  ],
]

/** How bytes may be written, and with them any text. */
export const ofBytes: Encoding[] = [
  ['in base64', base64],
  ['in base64 for addresses', base64url],
  ['in base64 without padding', (secret) => base64(secret).replaceAll('=', '')],
  ['in base64, quoted', (secret) => `{"data":"${base64(secret)}","type":"Opaque"}`],
  ['in base64, with its padding escaped', (secret) => base64(secret).replaceAll('=', String.raw`\u003d`)],
  ['in base64, with its slashes escaped', (secret) => base64(secret).replaceAll('/', String.raw`\/`)],
  ['in base64, encoded for an address', (secret) => encodeURIComponent(base64(secret))],
  ['in YAML', (secret) => `apiVersion: v1\nkind: Any\nvalue: ${base64(secret)}\nother: text\n`],
  ...[0, 1, 2, 3, 4, 5].flatMap((length): Encoding[] => {
    const before = '_'.repeat(length)
    return [
      [`in base64, ${length} bytes from its begin`, (secret) => base64(amid(before, secret))],
      [`in base64, ${length} bytes around it`, (secret) => base64(amid(before, secret, before))],
      [
        `in base64 for addresses, ${length} bytes before it`,
        (secret) => base64url(amid(before, secret, '_')),
      ],
      [
        `in base64, ${length} bytes around it, wrapped`,
        (secret) => wrapped(76, '\n')(base64(amid(before, secret, before))),
      ],
    ]
  }),
  ['in base64 of YAML', (secret) => base64(`user: me\ntoken: ${base64(secret)}\nmore: 1\n`)],
  ['in basic authentication', (secret) => `Authorization: Basic ${base64(amid('user:', secret))}`],
  ['twice in base64', (secret) => base64(base64(secret))],
  ['three times in base64', (secret) => base64(base64(base64(secret)))],
  ['twice in base64, wrapped inside', (secret) => base64(wrapped(76, '\n')(base64(secret)))],
  ['twice in base64, wrapped outside', (secret) => wrapped(76, '\n')(base64(base64(secret)))],
  ['in base64 of hex', (secret) => base64(hex(secret))],
  ['in hex of base64', (secret) => hex(Buffer.from(base64(secret)))],
  ['in hex', hex],
  ['in hex, upper case', (secret) => hex(secret).toUpperCase()],
  ['in hex with a digit before', (secret) => `f${hex(secret)}`],
  ['in hex with colons', (secret) => pieces(hex(secret), 2).join(':')],
  ['in hex with spaces', (secret) => pieces(hex(secret), 2).join(' ')],
  [
    'in hex with backslashes',
    (secret) =>
      pieces(hex(secret), 2)
        .map((byte) => String.raw`\x${byte}`)
        .join(''),
  ],
  ['in hex, wrapped', (secret) => wrapped(60, '\n')(hex(secret))],
  ['twice in hex', (secret) => hex(Buffer.from(hex(secret)))],
  ['colours in base64', (secret) => coloured(base64(secret), 5)],
  ['colours in hex', (secret) => coloured(hex(secret), 3)],
  ...Object.entries(wraps).map(([name, wrap]): Encoding => [
    `in base64, wrapped: ${name}`,
    (secret) => wrap(base64(secret)),
  ]),
]

/** How a text may be written. */
export const ofText: Encoding[] = [
  [
    'in hex as numbers',
    (secret) =>
      pieces(hex(secret), 2)
        .map((byte) => `0x${byte}`)
        .join(', '),
  ],
  ['as it is', text((all) => all)],
  ['in a sentence', text((all) => `the secret is "${all}", keep it`)],
  ['in a header', text((all) => `Authorization: Bearer ${all}\r\nAccept: */*\r\n`)],
  ['in an assignment', text((all) => `export token='${all}'`)],
  ['in an address', text((all) => `https://host/path?token=${encodeURIComponent(all)}&x=1`)],
  ['in base64 of JSON', (secret) => base64(JSON.stringify({ user: 'me', token: secret.toString() }))],
  ['in base64 of an answer', (secret) => base64(`HTTP/1.1 200 OK\r\n\r\n${secret.toString()}\r\n`)],
  ['encoded for an address', text(encodeURIComponent)],
  ['every character encoded for an address', text(percentEncoded)],
  ['so, in upper case', text((all) => percentEncoded(all).toUpperCase())],
  ['twice encoded for an address', text((all) => encodeURIComponent(percentEncoded(all)))],
  [
    'some characters encoded for an address',
    text((all) => each(all, (one, at) => (at % 3 ? one : `%${code(one, 2)}`))),
  ],
  ['in JSON', text((all) => JSON.stringify({ token: all }))],
  ['in JSON in JSON', text((all) => JSON.stringify(JSON.stringify({ token: all })))],
  ['every character escaped', text(unicodeEscaped)],
  [
    'so, in upper case digits',
    text((all) => each(all, (one) => String.raw`\u${code(one, 4).toUpperCase()}`)),
  ],
  ['some characters escaped', text((all) => each(all, (one, at) => (at % 5 ? one : unicodeEscaped(one))))],
  ['escaped with braces', text((all) => each(all, (one) => String.raw`\u{${code(one, 2)}}`))],
  ['escaped twice', text((all) => JSON.stringify(unicodeEscaped(all)))],
  ['escaped, with line ends between', text((all) => wrapped(60, '\n')(unicodeEscaped(all)))],
  ['as entities', text((all) => each(all, (one) => `&#${one.charCodeAt(0)};`))],
  ['as entities in hex', text((all) => each(all, (one) => `&#x${code(one, 2)};`))],
  ['colours between the characters', text((all) => coloured(all, 1))],
  ['colours now and then', text((all) => coloured(all, 7))],
  ['colours escaped in JSON', text((all) => JSON.stringify(coloured(all, 4)))],
  ['with a title of the terminal', text((all) => pieces(all, 30).join('\u001B]0;title\u0007'))],
  ['with the end of a line erased', text((all) => pieces(all, 10).join('\u001B[K'))],
  ['spaces between the characters', text((all) => Array.from(all).join(' '))],
  ['nothing to see between the characters', text((all) => Array.from(all).join('\u200B'))],
  ['zeros between the characters', text((all) => Array.from(all).join('\0'))],
  ['as characters in a list', text((all) => JSON.stringify(Array.from(all)))],
  ...Object.entries(wraps).map(([name, wrap]): Encoding => [`wrapped: ${name}`, text(wrap)]),
]
