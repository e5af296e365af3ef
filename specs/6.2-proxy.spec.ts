import { claim } from '../src/lab/claim.ts'
import { heals, red, types } from '../src/lab/counterexample.ts'
import {
  body,
  exitCode,
  field,
  fieldOfEach,
  program,
  screen,
  screenAfter,
  stdout,
} from '../src/property/answers.ts'
import { same } from '../src/property/observation.ts'
import { includes, is, matches } from '../src/property/matcher.ts'
import { atFirst, eventually } from '../src/property/property.ts'
import { asTheAccount, otherHelp, selfLinked, withFlags } from './6.2-proxy.changes.ts'
import { background, direct, foreground, help, proxy, through, window } from './6.2-proxy.student.ts'

// 6.2.1: what the help says

claim('proxy/help-describes-it', {
  step: '6.2.1',
  says: 'The help tells of a gateway between this machine and the API server, with static content, through one port.',
  in: proxy,
  holds: atFirst(
    stdout(help),
    matches(/proxy server or application-level gateway between localhost and the Kubernetes API server/i),
  )
    .and(atFirst(stdout(help), matches(/serving static content over specified HTTP path/)))
    .and(atFirst(stdout(help), matches(/All incoming data enters through one port/))),
  turnedRedBy: [red(otherHelp, /prints/)],
})

claim('proxy/help-shows-api-prefix', {
  step: '6.2.1',
  says: 'For all of the API and nothing else it gives --api-prefix=/.',
  in: proxy,
  holds: atFirst(
    stdout(help),
    matches(
      /# To proxy all of the Kubernetes API and nothing else.*\n\s*(\$ )?kubectl proxy --api-prefix=\/$/im,
    ),
  ),
  turnedRedBy: [red(otherHelp, /prints/)],
})

claim('proxy/runs-in-foreground', {
  step: '6.2.1',
  says: 'It starts in the foreground: it holds the terminal until Ctrl-C.',
  in: proxy,
  holds: eventually(screen(foreground), matches(/Starting to serve/)).and(
    eventually(
      program(foreground).map('ended', ({ inputs, exitedAt }) =>
        exitedAt === undefined
          ? 'not yet'
          : exitedAt >= (inputs[0]?.at ?? Infinity)
            ? 'after Ctrl-C'
            : 'by itself',
      ),
      is('after Ctrl-C'),
    ),
  ),
  turnedRedBy: [red(types(foreground, `${foreground} -h`), /by itself|screen/)],
})

// 6.2.2: in the background

claim('proxy/prints-address', {
  step: '6.2.2',
  says: 'It prints the address it serves on: port 8001 of the loopback address.',
  in: proxy,
  holds: eventually(
    screenAfter(window, background),
    matches(/^(.*[$#] )?Starting to serve on 127\.0\.0\.1:8001$/m),
  ),
  turnedRedBy: [red(withFlags('--port=0'), /Starting to serve on 127\.0\.0\.1:\d+/)],
})

claim('proxy/loopback-only', {
  step: '6.2.2',
  says: 'It listens on the loopback address, and on no other of this machine.',
  in: proxy,
  holds: atFirst(exitCode(through('/api/')), is(0)).and(
    atFirst(exitCode('curl "http://$(hostname -I | cut -f1 -d \' \'):8001/api/"'), is(7)),
  ),
  turnedRedBy: [red(withFlags('--address=0.0.0.0'), /exit code: 0/)],
})

// 6.2.3 and 6.2.4: the same calls as before

claim('proxy/same-answer', {
  step: '6.2.3',
  says: 'The answer is the one that comes without the proxy.',
  in: proxy,
  holds: atFirst(same(body(direct('/api/')), body(through('/api/'))), is(true)).and(
    atFirst(field(through('/api/'), 'kind'), is('APIVersions')),
  ),
  turnedRedBy: [
    red(types(background, background.replace('=/', '=/k8s/')), /is the same as .*false|kind: null/),
  ],
})

claim('proxy/no-token-needed', {
  step: '6.2.4',
  says: 'Through the proxy the namespaces are listed without a token, though the token alone is refused.',
  in: proxy,
  holds: atFirst(field(through('/api/v1/namespaces'), 'kind'), is('NamespaceList')).and(
    atFirst(field(direct('/api/v1/namespaces'), 'code'), is(403)),
  ),
  turnedRedBy: [red(asTheAccount, /kind: "Status"/)],
})

claim('proxy/namespace-list', {
  step: '6.2.4',
  says: 'The answer is a list of v1 with its resourceVersion and the namespaces of every cluster.',
  in: proxy,
  holds: atFirst(field(through('/api/v1/namespaces'), 'kind'), is('NamespaceList'))
    .and(atFirst(field(through('/api/v1/namespaces'), 'apiVersion'), is('v1')))
    .and(atFirst(field(through('/api/v1/namespaces'), 'metadata.resourceVersion'), matches(/^\d+$/)))
    .and(
      atFirst(
        fieldOfEach(through('/api/v1/namespaces'), 'items', 'metadata.name'),
        includes('default', 'kube-system', 'kube-public'),
      ),
    ),
  turnedRedBy: [red(asTheAccount, /kind: "Status"/)],
})

claim('proxy/self-link', {
  step: '6.2.4',
  says: 'Its metadata has a selfLink.',
  in: proxy,
  holds: atFirst(field(through('/api/v1/namespaces'), 'metadata.selfLink'), is('/api/v1/namespaces')),
  drift: [
    {
      since: '1.20',
      axis: 'server',
      severity: 'misleads',
      instead: 'There is no such field, on the list or on its items.',
      remedy: 'Leave the line out.',
      now: atFirst(field(through('/api/v1/namespaces'), 'kind'), is('NamespaceList'))
        .and(atFirst(field(through('/api/v1/namespaces'), 'metadata.selfLink'), is(null)))
        .and(atFirst(field(through('/api/v1/namespaces'), 'items.0.metadata.selfLink'), is(null))),
      source: 'kubernetes/kubernetes#94397',
    },
  ],
  turnedRedBy: [heals(selfLinked, /selfLink: "\/api\/v1\/namespaces"/)],
})
