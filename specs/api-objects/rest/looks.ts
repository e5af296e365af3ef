import { column, described, field, screen, screenAfter } from '../../../src/property/answers.ts'
import type { Line } from '../../../src/property/line.ts'
import { each, is, matches, some } from '../../../src/property/matcher.ts'
import { same } from '../../../src/property/observation.ts'
import { atFirst } from '../../../src/property/property.ts'
import { algorithm, tokenIn, tokenPrinted } from '../../../src/property/tokens.ts'
import * as typed from './student.ts'
import { getSecrets } from './student.ts'

export const authority = field(typed.configView, 'clusters.0.cluster.certificate-authority-data')
export const server = field(typed.configView, 'clusters.0.cluster.server')
export const secretNames = column(typed.allSecrets, 'NAME')
export const publicTokenSecrets = column(typed.allSecrets, 'NAMESPACE')
  .with(column(typed.allSecrets, 'TYPE'))
  .with(secretNames)
  .map('the token secrets in kube-public', ([[namespaces, ofType], names]) =>
    names.filter((_, row) => namespaces[row] === 'kube-public' && ofType[row] === typed.tokenType),
  )
/** Others may have secrets of this type elsewhere, as the lab itself makes one. */
export const typesOfControllers = column(typed.allSecrets, 'NAMESPACE')
  .with(column(typed.allSecrets, 'TYPE'))
  .map('the types of the secrets in kube-system', ([namespaces, found]) =>
    found.filter((_, row) => namespaces[row] === 'kube-system'),
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

export const tokenDescribed = (line: Line) => tokenIn(described(line, 'token'))

export const showsToken = (line: Line, name: RegExp) =>
  atFirst(described(line, 'Name'), each(matches(name)))
    .and(atFirst(described(line, 'Namespace'), is(['default'])))
    .and(atFirst(described(line, 'Labels'), is(['<none>'])))
    .and(atFirst(tokenDescribed(line), matches(/^<token/)))
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

export const filesInPod = screenAfter(typed.runBusybox, typed.listCredentials)

export const servesVersions = (line: Line) =>
  atFirst(field(line, 'kind'), is('APIVersions'))
    .and(atFirst(field(line, 'versions'), is(['v1'])))
    .and(atFirst(field(line, 'serverAddressByClientCIDRs.0.clientCIDR'), is('0.0.0.0/0')))
    .and(atFirst(field(line, 'serverAddressByClientCIDRs.0.serverAddress'), matches(typed.addressAndPort)))

/** An address of IPv6 has brackets before its port, and none in an endpoint. */
export const withoutBrackets = (address: unknown) =>
  typeof address === 'string' ? address.replaceAll(/[[\]]/g, '') : address

export const isClosed = (line: Line) =>
  atFirst(field(line, 'code'), is(403)).and(
    atFirst(field(line, 'message'), matches(/"system:anonymous" cannot list/)),
  )

export const forbidden = 'namespaces is forbidden: User "system:serviceaccount:default:default"'
