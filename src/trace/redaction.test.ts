import { expect, test } from 'vitest'
import { cleaned, searchLast } from '../cleaned.ts'
import { printsSecrets } from './credentials.ts'
import { searchAll, Secrets } from './secrets.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const json = (value: unknown) => JSON.stringify(value)
const password = 'Tr0ub4dor&3correct'
const encoded = base64(password)
const pin = base64('1234')
const bearer = 'q8Zt5vPq0aWm2xLk7RnB'
const part = (value: object) => Buffer.from(json(value)).toString('base64url')
const jwt = `${part({ alg: 'RS256' })}.${part({ sub: 'system:serviceaccount' })}.${'c2lnbmF0dXJl'.repeat(4)}`
const armoured = (name: string) =>
  `-----BEGIN ${name}-----\n${'b3BlbnNzaC1rZXk'.repeat(8)}\n-----END ${name}-----\n`
const inData = `data:\n  password: ${encoded}\n  pin: ${pin}\n`
const manifest = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n${inData}`
const object = { kind: 'Secret', data: { password: encoded, pin } }
const plain = `kind: Secret\nstringData:\n  password: ${password}\n  pin: "1234"\n`
const indented = (text: string, by: string) => text.replaceAll(/^(?=.)/gm, by)
const docker = json({ auths: { 'r.example': { username: 'me', password, auth: base64(`me:${password}`) } } })

/** Situations in which nobody has told what is secret, and what may not be left then: [name, what is shown, secrets in it]. */
const found: [name: string, shown: string, ...secrets: string[]][] = [
  ['a Secret in YAML', manifest, encoded, pin],
  ['its kind in single quotes', manifest.replace('Secret', "'Secret'"), encoded, pin],
  ['its kind in double quotes', manifest.replace('Secret', '"Secret"'), encoded, pin],
  ['its kind in JSON with blanks', `{"kind" : "Secret", "data" : {"password" : "${encoded}"}}`, encoded],
  ['its kind with a tag', manifest.replace('Secret', '!!str Secret'), encoded, pin],
  ['its kind with an escape', `{"kind":"\\u0053ecret","data":{"pin":"${pin}"}}`, pin],
  ['its kind on a line of its own', manifest.replace('Secret', '\n  Secret'), encoded, pin],
  ['its kind as a complex key', manifest.replace('kind: Secret', '? kind\n: Secret'), encoded, pin],
  ['its kind with a comment', manifest.replace('Secret', 'Secret # mine'), encoded, pin],
  ['its kind by an alias', `a: &k Secret\nb: {kind: *k, data: {pin: ${pin}}}\n`, pin],
  [
    'its data by an alias',
    `a: &d {password: ${encoded}, pin: ${pin}}\nb:\n  kind: Secret\n  data: *d\n`,
    encoded,
    pin,
  ],
  ['its kind from a map that is merged', `a: &s {kind: Secret}\nb:\n  <<: *s\n  data: {pin: ${pin}}\n`, pin],
  ['flow style', `{kind: Secret, stringData: {password: ${password}, pin: 1234}}`, password, '1234'],
  ['flow style over lines', `{\n kind: Secret,\n data: {\n  pin: ${pin} } }`, pin],
  [
    'data in a literal block',
    `kind: Secret\ndata:\n  password: |\n    ${encoded.slice(0, 9)}\n    ${encoded.slice(9)}\ntype: Opaque\n`,
    encoded.slice(0, 9),
    encoded.slice(9),
  ],
  [
    'data that is folded',
    `kind: Secret\ndata:\n  password: >-\n    ${encoded.slice(0, 9)}\n    ${encoded.slice(9)}\n`,
    encoded.slice(0, 9),
    encoded.slice(9),
  ],
  [
    'data wrapped over lines',
    `kind: Secret\ndata:\n  password: ${encoded.slice(0, 9)}\n    ${encoded.slice(9)}\n`,
    encoded.slice(0, 9),
    encoded.slice(9),
  ],
  ['stringData', plain, password, '1234'],
  ['line ends of Windows', plain.replaceAll('\n', '\r\n'), password, '1234'],
  ['a warning before it', `Warning: v1 is old: use it no more\n${manifest}`, encoded, pin],
  ['prose around it', `This is the Secret that we made:\n\n${manifest}\nThat was all.\n`, encoded, pin],
  [
    'the output of a shell around it',
    `$ kubectl get secret -o yaml\n${manifest}student@node:~$ exit\n`,
    encoded,
    pin,
  ],
  ['indented in prose', `We made\n\n${indented(manifest, '    ')}\nand that is all`, encoded, pin],
  ['JSON in prose', `It says ${json(object)} and no more`, encoded, pin],
  ['several documents', `kind: Pod\n---\n${manifest}---\n${plain}`, encoded, pin, password, '1234'],
  ['a document behind one that is broken', `a: [b\n---\n${manifest}`, encoded, pin],
  ['a line that breaks its document', `${manifest}x: {y\n`, encoded, pin],
  [
    'a List',
    `apiVersion: v1\nitems:\n${indented(manifest, '  ').replace('  ', '- ')}kind: List\n`,
    encoded,
    pin,
  ],
  ['a List in a List', json({ kind: 'List', items: [{ kind: 'List', items: [object] }] }), encoded, pin],
  [
    'a SecretList, items without kind',
    json({ kind: 'SecretList', items: [{ data: object.data }] }),
    encoded,
    pin,
  ],
  [
    'lines of a difference',
    `@@ -1,3 +1,5 @@\n${indented(manifest, ' ')
      .replace(/^ {3}pass/m, '+  pass')
      .replace(/^ {3}pin/m, '-  pin')}`,
    encoded,
    pin,
  ],
  [
    'a difference by kubectl, without its kind',
    `--- /tmp/LIVE-1/v1.Secret.default.db\n+++ /tmp/MERGED-2/v1.Secret.default.db\n@@ -1,5 +1,5 @@\n apiVersion: v1\n data:\n-  pin: ${pin}\n+  pin: NDMyMQ==\n`,
    pin,
    'NDMyMQ==',
  ],
  ['a manifest that is commented out', indented(manifest, '# '), encoded, pin],
  [
    'what was applied last, in YAML',
    `kind: Any\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      ${json(object)}\n`,
    encoded,
    pin,
  ],
  [
    'what was applied last, in JSON',
    json({ metadata: { annotations: { last: `${json(object)}\n` } } }),
    encoded,
    pin,
  ],
  [
    'a ConfigMap that quotes a manifest',
    `kind: ConfigMap\ndata:\n  s.yaml: |\n${indented(plain, '    ')}`,
    password,
    '1234',
  ],
  [
    'a ConfigMap in JSON that quotes a manifest',
    json({ kind: 'ConfigMap', data: { 's.yaml': plain } }),
    password,
    '1234',
  ],
  ['a manifest in base64', base64(`${plain}type: Opaque\n`), base64(plain).slice(52, 70)],
  ['JSON in JSON in JSON', json(json(json(object))), encoded, pin],
  [
    'a document between the lines of a typed one',
    `cat <<EOF | kubectl apply -f -\n${plain}EOF`,
    password,
    '1234',
  ],
  ['a manifest that is echoed', `printf 'kind: Secret\\nstringData:\\n  password: ${password}\\n'`, password],
  [
    'a literal in a typed line',
    `kubectl create secret generic s --from-literal=pin=1234 --from-literal 'password=${password}'`,
    '=1234',
    password,
  ],
  [
    'the password of a registry',
    `kubectl create secret docker-registry r --docker-password=${password}`,
    password,
  ],
  ['a configuration of Docker', docker, password, base64(`me:${password}`)],
  [
    'a kubeconfig',
    `apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user:\n    password: hunter2\n    token: ${bearer}\n    client-key-data: ${pin}\n`,
    'hunter2',
    bearer,
    pin,
  ],
  [
    'what a plugin for credentials prints',
    json({ kind: 'ExecCredential', status: { token: bearer } }),
    bearer,
  ],
  ['an argument of such a plugin', `--oidc-client-secret=${password}`, password],
  ['curl -v', `> GET /api HTTP/2\n> Authorization: Bearer ${bearer}\r\n> Accept: */*`, bearer],
  ['kubectl -v=9', `curl -v -XGET -H "Authorization: Bearer ${bearer}" 'https://h'`, bearer],
  ['basic authentication', `Authorization: Basic ${base64('me:hunter2')}`, base64('me:hunter2')],
  ['a user of curl', `curl -u me:hunter2 https://h`, 'hunter2'],
  ['a user in an address', `https://me:hunter2@example.com/`, 'hunter2'],
  ['a token in an address', `GET /watch?token=${bearer}&x=1`, bearer],
  [
    'a form',
    `grant_type=password&username=me&password=hunter2&client_secret=${password}`,
    'hunter2',
    password,
  ],
  ['a cookie', `Set-Cookie: session=${bearer}; Path=/`, bearer],
  ['a line of htpasswd', 'me:$apr1$Xy9.lA1b$WqYvT3nZ0pXr7sKdJmUf3/', 'WqYvT3nZ0pXr7sKdJmUf3'],
  ['a bootstrap token', 'kubeadm join h:6443 --token abcdef.0123456789abcdef', '0123456789abcdef'],
  ['a token of GitHub', `git clone with ghp_${'a1B2'.repeat(9)}`, 'a1B2a1B2'],
  ['an encrypted key', armoured('ENCRYPTED PRIVATE KEY'), 'b3BlbnNzaC1rZXk'],
  ['a key of an elliptic curve', armoured('EC PRIVATE KEY'), 'b3BlbnNzaC1rZXk'],
  ['a key of OpenSSH', armoured('OPENSSH PRIVATE KEY'), 'b3BlbnNzaC1rZXk'],
  ['a key of PGP', armoured('PGP PRIVATE KEY BLOCK'), 'b3BlbnNzaC1rZXk'],
  ['a token in JSON that is escaped twice', json(json({ token: jwt })), jwt],
  ['a token in /proc/1/environ', `PATH=/bin\0TOKEN=${jwt}\0HOME=/`, jwt],
  ['a token in ps', `1 root curl -H Authorization: Bearer ${jwt} -k`, jwt],
  ['a token cut by colours of eight bits', jwt.replaceAll(/./g, '$&\u009B31m'), 'c2lnbmF0dXJl'],
  [
    'a token cut by strings of eight bits',
    jwt.replaceAll(/.{5}/g, '$&\u009D0;title\u009C\u0090x\u009C'),
    jwt.slice(0, 20),
  ],
  [
    'a token cut by strings of seven bits',
    jwt.replaceAll(/.{5}/g, '$&\u001BPx\u001B\\\u001B_y\u001B\\'),
    jwt.slice(0, 20),
  ],
  ['a token written over itself', jwt.replaceAll(/./g, '$&\b$&'), jwt.slice(0, 20)],
  ['a token with marks of direction', jwt.replaceAll(/.{4}/g, '$&\u202E\u2066'), jwt.slice(0, 20)],
]

/** Readers see a text without what a terminal obeys, and a program reads JSON. */
test.for(found)('found: %s', ([, shown, ...secrets]) => {
  const { text } = new Secrets().redact(shown)
  const seen = text.replaceAll(/[^\t\n -~]|\u009B31m/g, '')
  expect(secrets.filter((secret) => text.includes(secret) || seen.includes(secret))).toEqual([])
  expect(text).toMatch(/<[\w ]+>/)
  expect(new Secrets().redact(text).text).toBe(text)
})

test.for([
  ['a map', `{"password":"${encoded}","user":"bWU="}`, '{"password":"<secret>","user":"<secret>"}'],
  ['a value in base64', encoded, '<secret>'],
  ['a value, decoded', `${password}\n`, '<secret>\n'],
  ['a token, decoded', jwt, jwt],
])('what a line prints that reads what Secrets hold is hidden: %s', ([, printed = '', hidden]) => {
  expect(new Secrets().hideValues(printed)).toBe(hidden)
})

test.for([
  ['kubectl get secret s -o jsonpath={.data}', true],
  ["kubectl get secrets/s -o go-template='{{.data.password | base64decode}}'", true],
  ['kubectl get -n a secret s -o custom-columns=X:.data.password', true],
  ["kubectl get secret -o jsonpath='{.items[*].metadata.name}'", false],
  ['kubectl get secrets', false],
  ["kubectl get configmap secret-words -o jsonpath='{.data.a}'", false],
] as const)('%s prints secrets: %s', ([line, prints]) => {
  expect(printsSecrets(line)).toBe(prints)
})

test('cleaning puts nothing together that was searched in pieces, and what leaves is searched last', () => {
  searchLast(searchAll)
  new Secrets().learn(password)
  for (const secret of [jwt, password]) {
    for (const between of [
      '\u009B31m',
      '\u001B]0;x\u0007',
      '\u0090x\u009C',
      '\u200B',
      '\u202E',
      'x\b',
      '\0',
      '\r',
    ]) {
      const cut = secret.replaceAll(/.{3}/g, `$&${between}`)
      expect(cleaned(new Secrets().redact(cut).text)).not.toContain(secret.slice(0, 15))
      expect(cleaned({ reason: cut }).reason).toMatch(/^<\w+( \w+)?>/)
    }
  }
})

test('what has been searched once is searched again when more is known', () => {
  const secrets = new Secrets()
  const text = 'it is correct-horse-9'
  expect(secrets.search(text)).toBe(text)
  secrets.learn('correct-horse-9')
  expect(secrets.search(text)).toBe('it is <secret>')
})
