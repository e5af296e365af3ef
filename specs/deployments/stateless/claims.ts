import {
  above,
  always,
  isAnswered,
  are,
  atFirst,
  atLast,
  atLeast,
  atMost,
  cell,
  columns,
  described,
  each,
  eventually,
  includes,
  is,
  matches,
  never,
  patch,
  pods,
  red,
  secondsAfter,
  stderr,
  stdout,
  typed,
  types,
  type Section,
} from 'kubelab-conformance/lab'
import { deletionNamesTheNamespace } from '../drifts.ts'
import { stopsInTime, untilReady } from '../limits.ts'
import {
  aReplicaSet,
  fivePods,
  keepsImage,
  labelled,
  neverReady,
  otherImage,
  otherName,
  recreates,
  scalesAndReplaces,
  surgesByTwo,
} from './counterexamples.ts'
import {
  amountTo,
  eventsDescribed,
  fourReady,
  lastEventsDescribed,
  lastOfTemplate,
  leftOf,
  listsThePods,
  madeOf,
  namesFollowOwners,
  noneLeft,
  owners,
  ready,
  readyOf,
  rowsListed,
  setsCounted,
  setsInCommon,
  setsListed,
  toldToStopOf,
  twoOfEach,
  twoReady,
  wanted,
} from './looks.ts'
import {
  apply,
  describeDeployment,
  describePod,
  getDeployment,
  getPods,
  remove,
  rolloutStatus,
} from './lines.ts'
import { rollout } from './student.ts'

const before = 'nginx:1.14.2'
const after = 'nginx:1.16.1'
const runs = 'Running 1/1 0'
const shortEvents = ['event-created-colon', 'event-created-short', 'event-started-short']
const scaledUp = (rest: string) =>
  matches(
    new RegExp(
      String.raw`^Normal +ScalingReplicaSet +\S+ +deployment-controller +Scaled up replica set nginx-deployment-\w+ ${rest}$`,
    ),
  )

export const stateless: Section = {
  exercise: 'deployment',
  title: '1 A stateless application',
  file: 'specs/deployments/stateless/claims.ts',
  steps: {
    '1': 'says what the exercise is for',
    '1.1': 'edits a file: it is manifests/deployments/deployment.yaml, which the next step creates',

    // Two Pods of a web server.
    '1.2': {
      'deployment/create-message': {
        says: 'Applying the file for the first time is confirmed as a creation.',
        in: rollout,
        holds: atFirst(stdout(apply.first), is('deployment.apps/nginx-deployment created')),
        turnedRedBy: [red(otherName, stdout(apply.first), is('deployment.apps/nginx-deployment-b created'))],
      },
      'deployment/two-pods-run': {
        says: 'Two Pods of the first image run soon, and no third one is made.',
        in: rollout,
        holds: eventually(readyOf(before), is(2))
          .and(atFirst(secondsAfter(apply.first), untilReady).from(twoReady))
          .and(never(madeOf(before), above(2)))
          .and(never(pods.restarts, above(0))),
        turnedRedBy: [
          red(fivePods, madeOf(before), above(2)),
          red(neverReady, cell(getDeployment, 'READY'), is('0/2')),
        ],
      },
      'deployment/pods-of-a-replicaset': {
        says: 'The Deployment makes no Pod itself: each is owned by a ReplicaSet that has its name and a hash.',
        in: rollout,
        holds: always(owners, each(matches(/^ReplicaSet nginx-deployment-\w+$/))),
        turnedRedBy: [red(aReplicaSet, owners, each(is('ReplicaSet nginx-deployment')))],
      },
    },

    '1.3': {
      'deployment/listed': {
        says: 'The table of Deployments has how many are ready, up to date and available.',
        in: rollout,
        holds: atFirst(columns(getDeployment), are('NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'AGE'))
          .and(atFirst(cell(getDeployment, 'NAME'), is('nginx-deployment')))
          .and(atFirst(cell(getDeployment, 'READY'), is('2/2')))
          .and(atFirst(cell(getDeployment, 'UP-TO-DATE'), is('2')))
          .and(atFirst(cell(getDeployment, 'AVAILABLE'), is('2'))),
        turnedRedBy: [red(fivePods, cell(getDeployment, 'READY'), matches(/\/5$/))],
      },
    },

    '1.4': {
      'deployment/describe-replicas': {
        says: 'The details count two desired, updated, existing and available Pods, and none that is not.',
        in: rollout,
        holds: atFirst(
          described(describeDeployment.first, 'Replicas'),
          are('2 desired | 2 updated | 2 total | 2 available | 0 unavailable'),
        ),
        turnedRedBy: [
          red(fivePods, described(describeDeployment.first, 'Replicas'), each(matches(/^5 desired/))),
        ],
      },
      'deployment/describe-labels': {
        says: 'The details show the label of the Pods as one of the Deployment as well.',
        in: rollout,
        holds: atFirst(described(describeDeployment.first, 'Labels'), are('app=nginx')),
        drift: [
          {
            since: 'ever',
            axis: 'server',
            severity: 'misleads',
            instead: 'The Deployment has no label: the file gives labels to its Pods only.',
            remedy: { words: 'Print that there are none.', write: 'Labels:                 <none>' },
            source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
            holds: atFirst(described(describeDeployment.first, 'Labels'), are('<none>')),
          },
        ],
        turnedRedBy: [red(labelled, described(describeDeployment.first, 'Labels'), are('tier=web'))],
      },
      'deployment/describe-strategy': {
        says: 'Of a rolling update one Pod may be missing, and one may be there too many.',
        in: rollout,
        holds: atFirst(described(describeDeployment.first, 'StrategyType'), are('RollingUpdate')).and(
          atFirst(
            described(describeDeployment.first, 'RollingUpdateStrategy'),
            are('1 max unavailable, 1 max surge'),
          ),
        ),
        drift: [
          {
            since: 'ever',
            axis: 'server',
            severity: 'misleads',
            instead:
              'A quarter of the Pods may be missing, rounded down, and a quarter too many, rounded up: of two Pods none and one.',
            remedy: {
              words: 'Print the quarters.',
              write: 'RollingUpdateStrategy:  25% max unavailable, 25% max surge',
            },
            source:
              'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment',
            holds: atFirst(described(describeDeployment.first, 'StrategyType'), are('RollingUpdate')).and(
              atFirst(
                described(describeDeployment.first, 'RollingUpdateStrategy'),
                are('25% max unavailable, 25% max surge'),
              ),
            ),
          },
        ],
        turnedRedBy: [red(recreates, described(describeDeployment.first, 'StrategyType'), are('Recreate'))],
      },
      'deployment/describe-template': {
        says: 'The template of the Pods ends with its volumes, of which there are none.',
        in: rollout,
        holds: atFirst(lastOfTemplate(describeDeployment.first), are('Volumes: <none>')),
        drift: [
          {
            change: ['describe-deployment-node-selectors', 'describe-deployment-tolerations'],
            holds: atFirst(
              lastOfTemplate(describeDeployment.first),
              are('Volumes: <none>', 'Node-Selectors: <none>', 'Tolerations: <none>'),
            ),
          },
        ],
        turnedRedBy: [
          red(
            patch({ 'spec.template.spec.nodeSelector': { 'kubernetes.io/os': 'linux' } }),
            lastOfTemplate(describeDeployment.first),
            includes('Node-Selectors: kubernetes.io/os=linux'),
          ),
        ],
      },
      'deployment/describe-events': {
        says: 'What has happened so far is that the ReplicaSet was scaled up to two.',
        in: rollout,
        holds: atFirst(eventsDescribed(describeDeployment.first), each(scaledUp('to 2'))),
        drift: [
          {
            change: 'event-scaled-from-zero',
            remedy: { words: 'Print that it was scaled up from none to two.' },
            holds: atFirst(eventsDescribed(describeDeployment.first), each(scaledUp('from 0 to 2'))),
          },
        ],
        turnedRedBy: [
          red(fivePods, eventsDescribed(describeDeployment.first), each(scaledUp('(?:from 0 )?to 5'))),
        ],
      },
    },

    '1.5': {
      'deployment/pods-listed': {
        says: 'Two Pods are listed by their label; both run, are ready, and were never started again.',
        in: rollout,
        holds: atFirst(rowsListed(getPods.first), are(runs, runs)),
        turnedRedBy: [red(fivePods, rowsListed(getPods.first), amountTo(5))],
      },
      'deployment/pod-names': {
        says: 'Their names begin with that of the ReplicaSet, which both have in common.',
        in: rollout,
        holds: atFirst(setsListed(getPods.first), each(matches(/^nginx-deployment-[a-z\d]+$/)))
          .and(atFirst(setsCounted(getPods.first), is(1)))
          .and(always(namesFollowOwners, is(true))),
        turnedRedBy: [red(aReplicaSet, setsListed(getPods.first), each(is('nginx-deployment')))],
      },
    },

    '1.6': {
      'deployment/pod-image': {
        says: 'The details of a Pod have the image that the file names.',
        in: rollout,
        holds: atFirst(described(describePod, 'Containers', 'nginx', 'Image'), are(before)),
        turnedRedBy: [red(otherImage, described(describePod, 'Containers', 'nginx', 'Image'), are(after))],
      },
      'deployment/pod-events': {
        says: 'The last events of a Pod are that its container was created and started, by its name.',
        in: rollout,
        holds: atFirst(
          lastEventsDescribed,
          are('Created Created container nginx', 'Started Started container nginx'),
        ),
        drift: [
          {
            change: [...shortEvents, 'describe-pod-event-container'],
            remedy: { words: 'Print the short messages, each with the container before it.' },
            holds: atFirst(
              lastEventsDescribed,
              are(
                'Created spec.containers{nginx}: Container created',
                'Started spec.containers{nginx}: Container started',
              ),
            ),
          },
          {
            change: shortEvents,
            remedy: { words: 'Print the short messages.' },
            holds: atFirst(
              lastEventsDescribed,
              are('Created Container created', 'Started Container started'),
            ),
          },
          {
            change: 'event-created-colon',
            remedy: { words: 'Print the colon.' },
            holds: atFirst(
              lastEventsDescribed,
              are('Created Created container: nginx', 'Started Started container nginx'),
            ),
          },
        ],
        turnedRedBy: [
          red(types(describePod, 'kubectl describe pods -l app=nginx'), lastEventsDescribed, are()),
        ],
      },
    },

    // The same with a newer image.
    '1.7': {
      'deployment/update-message': {
        says: 'Applying the edited file is confirmed as a change.',
        in: rollout,
        holds: atFirst(stdout(apply.update), is('deployment.apps/nginx-deployment configured')),
        turnedRedBy: [
          red(keepsImage, stdout(apply.update), is('deployment.apps/nginx-deployment unchanged')),
        ],
      },
      'deployment/update-replaces': {
        says: 'Pods of the new image take the place of the old ones, of which none is left.',
        in: rollout,
        holds: eventually(readyOf(after), is(2))
          .and(never(madeOf(after), above(2)).until(typed(apply.scale)))
          .and(atLast(leftOf(before), is(0)).until(typed(apply.scale)))
          .and(atLast(toldToStopOf(before), is(2)).until(typed(apply.scale))),
        turnedRedBy: [
          red(keepsImage, stdout(apply.update), is('deployment.apps/nginx-deployment unchanged')),
        ],
      },
      'deployment/update-never-below-two': {
        says: 'Meanwhile there are never fewer than two Pods ready.',
        in: rollout,
        holds: always(ready, atLeast(2)).from(twoReady).until(typed(remove)),
        turnedRedBy: [red(recreates, described(describeDeployment.first, 'StrategyType'), are('Recreate'))],
      },
      'deployment/update-never-above-three': {
        says: 'Meanwhile there are never more than three Pods that are not yet told to stop.',
        in: rollout,
        holds: always(wanted, atMost(3))
          .until(typed(apply.scale))
          .and(eventually(wanted, is(3)).until(typed(apply.scale))),
        turnedRedBy: [red(surgesByTwo, twoOfEach, is(true))],
      },
      'deployment/update-is-waited-for': {
        says: 'The rollout can be waited for: the line ends when all Pods are new and ready.',
        in: rollout,
        holds: atFirst(
          stdout(rolloutStatus),
          matches(/^deployment "nginx-deployment" successfully rolled out$/m),
        ).and(atFirst(readyOf(after), is(2)).from(isAnswered(rolloutStatus))),
        turnedRedBy: [
          red(
            types(rolloutStatus, `${rolloutStatus} --watch=false`),
            stdout(rolloutStatus),
            matches(/^Waiting[^\n]*$/),
          ),
        ],
      },
      'deployment/update-renames': {
        says: 'Two Pods are listed again; their names have another hash.',
        in: rollout,
        holds: atFirst(rowsListed(getPods.updated), are(runs, runs))
          .and(atFirst(setsInCommon(getPods.first, getPods.updated), is(0)))
          .and(atFirst(listsThePods(getPods.first), is(true)))
          .and(atFirst(listsThePods(getPods.updated), is(true))),
        turnedRedBy: [red(keepsImage, setsInCommon(getPods.first, getPods.updated), is(2))],
      },
    },

    // Four of them.
    '1.8': {
      'deployment/scales-to-four': {
        says: 'With four replicas in the file there soon are four Pods ready, and never more.',
        in: rollout,
        holds: eventually(readyOf(after), is(4))
          .and(atFirst(secondsAfter(apply.scale), untilReady).from(fourReady))
          .and(never(wanted, above(4)).until(typed(remove)))
          .and(atFirst(rowsListed(getPods.scaled), are(runs, runs, runs, runs))),
        turnedRedBy: [red(fivePods, wanted, above(4))],
      },
      'deployment/scale-keeps-the-two': {
        says: 'The two that were there are not touched.',
        in: rollout,
        holds: never(toldToStopOf(after), above(0))
          .until(typed(remove))
          .and(eventually(readyOf(after), is(4)))
          .and(never(madeOf(after), above(4))),
        turnedRedBy: [red(scalesAndReplaces, madeOf(after), above(4))],
      },
    },

    '1.9': {
      'deployment/delete-message': {
        says: 'The deletion is confirmed with the name.',
        in: rollout,
        holds: atFirst(stdout(remove), is('deployment.apps "nginx-deployment" deleted')),
        drift: [deletionNamesTheNamespace(remove, 'deployment.apps "nginx-deployment" deleted')],
        turnedRedBy: [
          red(types(remove, `${remove} -o name`), stdout(remove), is('deployment.apps/nginx-deployment')),
        ],
      },
      'deployment/delete-takes-the-pods': {
        says: 'With the Deployment its Pods go, all of them.',
        in: rollout,
        holds: atFirst(secondsAfter(remove), stopsInTime)
          .from(noneLeft)
          .and(atFirst(stderr(getPods.deleted), is('No resources found in default namespace.'))),
        turnedRedBy: [
          red(types(remove, `${remove} --cascade=orphan`), rowsListed(getPods.deleted), amountTo(4)),
        ],
      },
    },
  },
}
