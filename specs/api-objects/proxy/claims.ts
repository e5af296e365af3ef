import { heals, red, types } from '../../../src/lab/counterexample.ts'
import type { Section } from '../../../src/lab/lab.ts'
import {
  body,
  ending,
  exitCode,
  field,
  fieldOfEach,
  screen,
  screenAfter,
  stdout,
} from '../../../src/property/answers.ts'
import { includes, is, matches } from '../../../src/property/matcher.ts'
import { same } from '../../../src/property/observation.ts'
import { atFirst, eventually } from '../../../src/property/property.ts'
import { promptOfBash } from '../../../src/property/prompt.ts'
import { asTheAccount, otherHelp, selfLinked, withFlags } from './counterexamples.ts'
import {
  apiAnotherClient,
  apiDirect,
  apiThrough,
  background,
  enter,
  foreground,
  fromOtherAddress,
  help,
  namespacesDirect,
  namespacesThrough,
  proxied,
  window,
} from './student.ts'
import { namespacesRefused } from '../rest/looks.ts'
import { initialNamespaces } from '../rest/student.ts'
import { addressPrinted, helpWrites, canBeCalledByAnother, selfLink } from './looks.ts'

export const proxy: Section = {
  exercise: 'proxy',
  title: '6.2 Using the proxy',
  file: 'specs/api-objects/proxy/claims.ts',
  steps: {
    '6.2': 'how to narrow down a failing request is advice, and says nothing of what happens here',

    // What the help says, and how it starts.
    '6.2.1': {
      'proxy/help-describes-it': {
        says: 'The help tells of a gateway between this machine and the API server, with static content, through one port.',
        in: proxied,
        holds: atFirst(
          stdout(help),
          matches(
            /proxy server or application-level gateway between localhost and the Kubernetes API server/i,
          ),
        )
          .and(atFirst(stdout(help), matches(/serving static content over specified HTTP path/)))
          .and(atFirst(stdout(help), matches(/All incoming data enters through one port/))),
        turnedRedBy: [red(otherHelp, stdout(help), matches(/^Print the client and server version/))],
      },

      'proxy/help-shows-api-prefix': {
        says: 'For all of the API and nothing else it gives --api-prefix=/.',
        in: proxied,
        holds: atFirst(
          stdout(help),
          matches(
            /# To proxy all of the Kubernetes API and nothing else.*\n\s*(\$ )?kubectl proxy --api-prefix=\/$/im,
          ),
        ),
        turnedRedBy: [red(otherHelp, stdout(help), matches(/^Print the client and server version/))],
      },

      'proxy/help-words': {
        says: 'It writes “API Server”, and of its first example “kubernetes api” and “use:”.',
        in: proxied,
        holds: helpWrites(
          'API Server',
          /# To proxy all of the kubernetes api and nothing else, use:\n+\s*\$ kubectl/,
        ),
        drift: [
          {
            change: ['proxy-help-use', 'proxy-help-prompt'],
            holds: helpWrites(
              'API Server',
              /# To proxy all of the kubernetes api and nothing else\.?\n\s*kubectl/,
            ),
          },
          {
            change: [
              'proxy-help-use',
              'proxy-help-prompt',
              'proxy-help-kubernetes-api',
              'proxy-help-api-server',
            ],
            holds: helpWrites(
              'API server',
              /# To proxy all of the Kubernetes API and nothing else\n\s*kubectl/,
            ),
          },
        ],
        turnedRedBy: [red(otherHelp, stdout(help), matches(/^Print the client and server version/))],
      },

      'proxy/runs-in-foreground': {
        says: 'It starts in the foreground: it holds the terminal until Ctrl-C.',
        in: proxied,
        holds: eventually(screen(foreground), matches(/Starting to serve/)).and(
          eventually(ending(foreground), is('after Ctrl-C')),
        ),
        turnedRedBy: [red(types(foreground, `${foreground} -h`), ending(foreground), is('by itself'))],
      },
    },

    // In the background.
    '6.2.2': {
      'proxy/prints-address': {
        says: 'It prints the address it serves on: port 8001 of the loopback address.',
        in: proxied,
        holds: eventually(addressPrinted, matches(/^(.*[$#] )?Starting to serve on 127\.0\.0\.1:8001$/m)).and(
          eventually(screen(foreground), matches(/^Starting to serve on 127\.0\.0\.1:8001\s/)),
        ),
        turnedRedBy: [
          red(
            withFlags('--port=0'),
            addressPrinted,
            matches(/Starting to serve on 127\.0\.0\.1:(?!8001$)\d+$/m),
          ),
        ],
      },

      'proxy/background-prompt': {
        says: "The shell prints its job's number and process id, and after Enter its prompt.",
        in: proxied,
        holds: eventually(addressPrinted, matches(/^\[1\] \d+$/m)).and(
          eventually(screenAfter(window, enter), matches(new RegExp(`^${promptOfBash.source} $`, 'm'))),
        ),
        turnedRedBy: [
          red(
            types(background, background.replace(' &', '')),
            addressPrinted,
            matches(/^(?![^]*\[1\] \d)[^]*Starting to serve/),
          ),
        ],
      },

      'proxy/loopback-only': {
        says: 'It listens on the loopback address, and on no other of this machine.',
        in: proxied,
        holds: atFirst(exitCode(apiThrough), is(0)).and(
          atFirst(exitCode(fromOtherAddress), is(7)).given(canBeCalledByAnother),
        ),
        turnedRedBy: [red(withFlags('--address=0.0.0.0'), exitCode(fromOtherAddress), is(0))],
      },
    },

    // The same calls as before.
    '6.2.3': {
      'proxy/same-answer': {
        says: 'The answer is the one that comes without the proxy.',
        in: proxied,
        holds: atFirst(same(body(apiDirect), body(apiThrough)), is(true)).and(
          atFirst(field(apiThrough, 'kind'), is('APIVersions')),
        ),
        turnedRedBy: [
          red(types(background, background.replace('=/', '=/k8s/')), stdout(apiThrough), matches(/404/)),
        ],
      },

      'proxy/format-may-differ': {
        says: 'The same answer may be formatted differently: it is for another client than curl.',
        in: proxied,
        holds: atFirst(same(body(apiAnotherClient), body(apiThrough)), is(true)).and(
          atFirst(same(stdout(apiAnotherClient), stdout(apiThrough)), is(false)),
        ),
        turnedRedBy: [
          red(
            types(apiAnotherClient, apiThrough),
            same(stdout(apiAnotherClient), stdout(apiThrough)),
            is(true),
          ),
        ],
      },
    },

    '6.2.4': {
      'proxy/no-token-needed': {
        says: 'Through the proxy the namespaces are listed without a token, though the token alone is refused.',
        in: proxied,
        holds: atFirst(field(namespacesThrough, 'kind'), is('NamespaceList')).and(
          namespacesRefused(namespacesDirect),
        ),
        turnedRedBy: [red(asTheAccount, field(namespacesThrough, 'code'), is(403))],
      },

      'proxy/namespace-list': {
        says: 'The answer is a list of v1 with its resourceVersion and the namespaces of every cluster.',
        in: proxied,
        holds: atFirst(field(namespacesThrough, 'kind'), is('NamespaceList'))
          .and(atFirst(field(namespacesThrough, 'apiVersion'), is('v1')))
          .and(atFirst(field(namespacesThrough, 'metadata.resourceVersion'), matches(/^\d+$/)))
          .and(
            atFirst(fieldOfEach(namespacesThrough, 'items', 'metadata.name'), includes(...initialNamespaces)),
          ),
        turnedRedBy: [red(asTheAccount, field(namespacesThrough, 'code'), is(403))],
      },

      'proxy/self-link': {
        says: 'Its metadata has a selfLink.',
        in: proxied,
        holds: atFirst(selfLink, is('/api/v1/namespaces')),
        drift: [
          {
            change: 'self-link',
            holds: atFirst(field(namespacesThrough, 'kind'), is('NamespaceList'))
              .and(atFirst(selfLink, is(null)))
              .and(
                atFirst(
                  fieldOfEach(namespacesThrough, 'items', 'metadata.selfLink').map(
                    'the links of the namespaces',
                    (links) => links.filter((link) => link !== undefined),
                  ),
                  is([]),
                ),
              ),
          },
        ],
        turnedRedBy: [heals(selfLinked, selfLink, is('/api/v1/namespaces'))],
      },
    },
  },
}
