import { isDeepStrictEqual } from 'node:util'
import {
  body,
  column,
  described,
  field,
  fieldOfEach,
  screen,
  screenAfter,
} from '../../../src/property/answers.ts'
import { lineInWords, type Line } from '../../../src/property/line.ts'
import { each, is, matches, some } from '../../../src/property/matcher.ts'
import { same } from '../../../src/property/observation.ts'
import { atFirst } from '../../../src/property/property.ts'
import { algorithm, lifetime, subject, tokenIn, tokenPrinted } from '../../../src/property/tokens.ts'
import * as typed from './student.ts'
import { getSecrets } from './student.ts'

/** Of each cluster in the configuration. */
export const authorities = fieldOfEach(typed.configView, 'clusters', 'cluster.certificate-authority-data')
export const servers = fieldOfEach(typed.configView, 'clusters', 'cluster.server')
/** The credentials that the configuration does not blot out, of any user, by their names. */
export const credentialsShown = fieldOfEach(typed.configView, 'users', 'user').map(
  'the credentials of users that are shown',
  (users) =>
    users
      .flatMap((user) => Object.entries(Object(user)))
      .filter(([name, value]) => name.endsWith('-data') && value !== 'DATA+OMITTED')
      .map(([name]) => name),
)
export const secretNames = column(typed.allSecrets, 'NAME')
/** Others may have secrets of this type elsewhere, as the lab itself makes one. */
export const tokenSecrets = column(typed.allSecrets, 'NAMESPACE')
  .with(column(typed.allSecrets, 'TYPE'))
  .with(secretNames)
  .map('the token secrets in namespaces of the cluster itself', ([[namespaces, ofType], names]) =>
    names.flatMap((name, row) =>
      (namespaces[row] ?? '').startsWith('kube-') && ofType[row] === typed.tokenType
        ? `${namespaces[row]}/${name}`
        : [],
    ),
  )
export const publicTokenSecrets = tokenSecrets.map('those in kube-public', (all) =>
  all.filter((one) => one.startsWith('kube-public/')),
)
export const typeOfSecret = typed.secretMade.map('the type of the first Secret', ({ object }) => object.type)

export const secretOfTheAccount = `apiVersion: v1
kind: Secret
metadata:
  name: default-token
  annotations:
    kubernetes.io/service-account.name: default
type: ${typed.tokenType}`

export const hasDefaultToken = atFirst(
  column(getSecrets.asPrinted, 'NAME'),
  some(matches(/^default-token-\w+$/)),
)

export const account = 'system:serviceaccount:default:default'
export const tokenDescribed = (line: Line) => tokenIn(described(line, 'token'))

export const showsToken = (line: Line, name: RegExp) =>
  atFirst(described(line, 'Name'), each(matches(name)))
    .and(atFirst(described(line, 'Namespace'), is(['default'])))
    .and(atFirst(described(line, 'Labels'), is(['<none>'])))
    .and(
      atFirst(
        described(line, 'Type').map('the type', ([type]) => type ?? null),
        is(typed.tokenType),
      ),
    )
    .and(atFirst(tokenDescribed(line), matches(/^<token/)))
    .and(atFirst(subject(tokenDescribed(line)), is(account)))
    .and(atFirst(lifetime(tokenDescribed(line)), is(null)))
    .and(atFirst(algorithm(tokenDescribed(line)), is('RS256')))

export const putsTokenOf = (echoed: Line, stored: Line) =>
  atFirst(same(tokenPrinted(echoed), tokenPrinted(stored)), is(true)).and(
    atFirst(tokenPrinted(echoed), matches(/^<token/)),
  )

export const token = tokenPrinted(typed.echoToken.ofCreateToken)
export const podToken = tokenIn(screenAfter(typed.runBusybox, typed.showToken))
/** What the shell itself says when it starts: some images have such words, others none. */
const saidByTheShell = /^BusyBox v|^Enter 'help' /
const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
export const saidBeforePrompt = screen(typed.runBusybox).map(
  'what kubectl says before the prompt',
  (shown) => {
    const [before, ...more] = shown.split(/^\/ # /m)
    return more.length === 0 || before === undefined
      ? undefined
      : linesOf(before).filter((line) => !saidByTheShell.test(line))
  },
)
export const saidAfterExit = screenAfter(typed.runBusybox, 'exit').map(
  'what comes after the exit',
  (shown) => {
    const [echo, ...said] = linesOf(shown)
    return echo === 'exit' ? said : undefined
  },
)
export const hint = "If you don't see a command prompt, try pressing enter."
export const recordedInLogs =
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.'
export const resume =
  "Session ended, resume using 'kubectl attach busybox -c busybox -n default -i -t' command"

/** The words that the listing shows, from the line that was typed to the next prompt. */
export const filesInPod = screenAfter(typed.runBusybox, typed.listCredentials).map(
  'what is listed in the folder',
  (shown) => {
    const [listed, ...more] = shown.replaceAll('\r', '').split(/^\/ # /m)
    return more.length === 0 || listed === undefined
      ? undefined
      : listed
          .replace(typed.listCredentials, '')
          .split(/\s+/)
          .filter((word) => word !== '')
  },
)

/** The versions of the core API and one address of the server, and nothing else. */
export const servesVersions = (line: Line) => {
  const address = field(line, 'serverAddressByClientCIDRs.0.serverAddress')
  const isAll = body(line)
    .with(address)
    .map(`${lineInWords(line)} gives version v1 and one address, and no more`, ([found, serverAddress]) =>
      isDeepStrictEqual(found, {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
      }),
    )
  return atFirst(field(line, 'kind'), is('APIVersions'))
    .and(atFirst(address, matches(typed.addressAndPort)))
    .and(atFirst(isAll, is(true)))
}

interface Group {
  name: string
  versions: { groupVersion: string; version: string }[]
  preferredVersion: { groupVersion: string; version: string }
}
/** The groups of which some version is not one of the group, or the preferred one is not among the versions. */
export const oddGroups = (line: Line) =>
  field(line, 'groups').map('the groups whose versions are not their own', (found) =>
    ((found ?? []) as Group[])
      .filter(
        ({ name, versions, preferredVersion }) =>
          !versions.every(({ groupVersion, version }) => groupVersion === `${name}/${version}`) ||
          !versions.some(({ groupVersion }) => groupVersion === preferredVersion.groupVersion),
      )
      .map(({ name }) => name),
  )

/** The resources of the core API that the documentation names. */
export const coreResources =
  'bindings componentstatuses configmaps endpoints events limitranges namespaces nodes persistentvolumeclaims persistentvolumes pods podtemplates replicationcontrollers resourcequotas secrets serviceaccounts services'.split(
    ' ',
  )
export const sorted = (names: readonly unknown[]) => names.map(String).toSorted()

/** What the list has of each pod: its name, its ready containers, its status and its restarts. */
export const rowsOfPods = (line: Line) =>
  column(line, 'NAME')
    .with(column(line, 'READY').with(column(line, 'STATUS').with(column(line, 'RESTARTS'))))
    .map(`the rows of ${lineInWords(line)}`, ([names, [ready, [status, restarts]]]) =>
      names.map((name, row) => [name, ready[row], status[row], restarts[row]].join(' ')),
    )

/** An address of IPv6 has brackets before its port, and none in an endpoint. */
export const withoutBrackets = (address: unknown) =>
  typeof address === 'string' ? address.replaceAll(/[[\]]/g, '') : address

/** A line is refused, and told nothing else than why. */
export const refuses = (line: Line, message: string) =>
  atFirst(field(line, 'kind'), is('Status'))
    .and(atFirst(field(line, 'status'), is('Failure')))
    .and(atFirst(field(line, 'reason'), is('Forbidden')))
    .and(atFirst(field(line, 'code'), is(403)))
    .and(atFirst(field(line, 'message'), is(message)))
    .and(atFirst(field(line, 'items'), is(null)))

/** Why somebody may not list something in all of the cluster. */
const mayNotList = (user: string, resource: string) =>
  `${resource} is forbidden: User "${user}" cannot list resource "${resource}" in API group "" at the cluster scope`

export const anonymous = 'system:anonymous'
export const isClosed = (line: Line, resource: string) => refuses(line, mayNotList(anonymous, resource))
export const namespacesRefused = (line: Line) => refuses(line, mayNotList(account, 'namespaces'))
