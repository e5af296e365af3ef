import {
  above,
  isAnswered,
  secondsAfter,
  are,
  atFirst,
  cell,
  columns,
  comesTrue,
  described,
  eventually,
  exitCode,
  field,
  includes,
  is,
  never,
  pod,
  pods,
  red,
  refusal,
  stdout,
  typed,
  types,
  type Section,
} from 'kubelab-conformance/lab'
import { deletionNamesTheNamespace } from '../drifts.ts'
import { kubeletSync } from '../limits.ts'
import {
  asText,
  asVariables,
  isEarly,
  isNeeded,
  readsFile,
  notEdited,
  ofOneFile,
  otherKey,
  otherLevel,
  otherLogLevel,
  staysMutable,
  wholeFolder,
} from './counterexamples.ts'
import {
  catLevel,
  catOne,
  changeImmutable,
  createAgain,
  createEnv,
  createLiterals,
  createOfEnvFile,
  createOfFile,
  createOfFolder,
  createOfKey,
  createReader,
  edit,
  untilChanged,
  describeReader,
  echoLevel,
  echoLogLevel,
  envOfDigit,
  getLiterals,
  getOfEnvFile,
  getOfFile,
  getOfFolder,
  getOfKey,
  getWaiting,
  list,
  listSettings,
  logs,
  remove,
} from './lines.ts'
import {
  counted,
  hasBinaryData,
  hasChanged,
  hasFailed,
  isNotConfigured,
  keysOf,
  textDescribed,
} from './looks.ts'
import { files, late, literals, optional, settings } from './student.ts'

const game = 'enemies=aliens\nlives=3\n'
const ui = 'color.good=purple\nallow.textmode=true\n'
const data = (line: Parameters<typeof field>[0]) => field(line, 'data')

const textsDescribed = atFirst(textDescribed('game.properties'), are('enemies=aliens', 'lives=3')).and(
  atFirst(textDescribed('ui.properties'), are('color.good=purple', 'allow.textmode=true')),
)

export const configMaps: Section = {
  exercise: 'configmap',
  title: '2 ConfigMaps',
  file: 'specs/deployments/configmaps/claims.ts',
  steps: {
    '2': 'says what a ConfigMap is for',

    '2.1': {
      'configmap/create-of-folder': {
        says: 'A ConfigMap can be made of a folder, and its creation is confirmed with its name.',
        in: files,
        holds: atFirst(stdout(createOfFolder), is('configmap/game-config created')),
        turnedRedBy: [
          red(
            types(createOfFolder, `${createOfFolder} --dry-run=client`),
            stdout(createOfFolder),
            is('configmap/game-config created (dry run)'),
          ),
        ],
      },
      'configmap/folder-is-keys': {
        says: 'Each file of the folder is a key that is called as the file, with all of its text.',
        in: files,
        holds: atFirst(data(getOfFolder), is({ 'game.properties': game, 'ui.properties': ui })),
        turnedRedBy: [red(ofOneFile, keysOf(getOfFolder), are('game.properties'))],
      },
      'configmap/describe-ends-with-data': {
        says: 'The details have the texts, each below its key, and nothing but events behind them.',
        in: files,
        holds: textsDescribed.and(atFirst(hasBinaryData, is(false))),
        drift: [
          {
            change: 'describe-configmap-binary-data',
            holds: textsDescribed.and(atFirst(hasBinaryData, is(true))),
          },
        ],
        turnedRedBy: [red(ofOneFile, textDescribed('ui.properties'), are())],
      },
    },

    '2.2': {
      'configmap/file-is-a-key': {
        says: 'Made of one file it has one key, the name of the file without its folder.',
        in: files,
        holds: atFirst(stdout(createOfFile), is('configmap/game-config-2 created')).and(
          atFirst(data(getOfFile), is({ 'game.properties': game })),
        ),
        turnedRedBy: [red(asVariables, keysOf(getOfFile), are('enemies', 'lives'))],
      },
      'configmap/key-is-named': {
        says: 'The key can be given a name of its own.',
        in: files,
        holds: atFirst(stdout(createOfKey), is('configmap/game-config-3 created')).and(
          atFirst(data(getOfKey), is({ 'special-key': game })),
        ),
        turnedRedBy: [
          red(
            types(createOfKey, createOfKey.replace('special-key=', '')),
            keysOf(getOfKey),
            are('game.properties'),
          ),
        ],
      },
    },

    '2.3': {
      'configmap/env-file-is-variables': {
        says: 'Of a file of variables each line is a key; comments and empty lines are left out, quotes are not.',
        in: files,
        holds: atFirst(stdout(createOfEnvFile), is('configmap/game-config-env created')).and(
          atFirst(data(getOfEnvFile), is({ allowed: '"true"', enemies: 'aliens' })),
        ),
        turnedRedBy: [red(asText, keysOf(getOfEnvFile), are('game.env'))],
      },
    },

    '2.4': {
      'configmap/listed': {
        says: 'The list has the four of them, each with the number of its keys, and no other.',
        in: files,
        holds: atFirst(columns(list), are('NAME', 'DATA', 'AGE')).and(
          atFirst(counted, are('game-config 2', 'game-config-2 1', 'game-config-3 1', 'game-config-env 2')),
        ),
        drift: [
          {
            change: 'get-configmaps-root-ca',
            holds: atFirst(columns(list), are('NAME', 'DATA', 'AGE')).and(
              atFirst(
                counted,
                are(
                  'game-config 2',
                  'game-config-2 1',
                  'game-config-3 1',
                  'game-config-env 2',
                  'kube-root-ca.crt 1',
                ),
              ),
            ),
          },
        ],
        turnedRedBy: [red(ofOneFile, counted, includes('game-config 1'))],
      },
      'configmap/delete-message': {
        says: 'Each that is deleted is confirmed in a line of its own.',
        in: files,
        holds: atFirst(
          stdout(remove),
          is('configmap "game-config" deleted\nconfigmap "game-config-2" deleted'),
        ),
        drift: [
          deletionNamesTheNamespace(
            remove,
            'configmap "game-config" deleted',
            'configmap "game-config-2" deleted',
          ),
        ],
        turnedRedBy: [
          red(
            types(remove, `${remove} -o name`),
            stdout(remove),
            is('configmap/game-config\nconfigmap/game-config-2'),
          ),
        ],
      },
    },

    '2.5': {
      'configmap/literals': {
        says: 'Values that are typed are stored as they are typed.',
        in: literals,
        holds: atFirst(stdout(createLiterals), is('configmap/special-config created')).and(
          atFirst(data(getLiterals.first), is({ 'special.level': 'very', 'special.type': 'charm' })),
        ),
        turnedRedBy: [
          red(
            otherLevel,
            data(getLiterals.first),
            is({ 'special.level': 'hardly', 'special.type': 'charm' }),
          ),
        ],
      },
      'configmap/name-is-taken': {
        says: 'A second one of the same name is refused, and changes nothing.',
        in: literals,
        holds: atFirst(
          refusal(createAgain),
          is('error: failed to create configmap: configmaps "special-config" already exists'),
        ).and(
          atFirst(data(getLiterals.afterRefusals), is({ 'special.level': 'very', 'special.type': 'charm' })),
        ),
        turnedRedBy: [
          red(
            types(createAgain, createAgain.replace('special-config', 'other-config')),
            stdout(createAgain),
            is('configmap/other-config created'),
          ),
        ],
      },
    },

    '2.6': {
      'configmap/immutable': {
        says: 'One that was made immutable can not be changed any more.',
        in: literals,
        holds: atFirst(
          refusal(changeImmutable),
          is(
            'The ConfigMap "special-config" is invalid: data: Forbidden: field is immutable when `immutable` is set',
          ),
        )
          .and(atFirst(field(getLiterals.afterRefusals, 'immutable'), is(true)))
          .and(
            atFirst(
              data(getLiterals.afterRefusals),
              is({ 'special.level': 'very', 'special.type': 'charm' }),
            ),
          ),
        turnedRedBy: [red(staysMutable, stdout(changeImmutable), is('configmap/special-config patched'))],
      },
    },

    '2.7': {
      'configmap/variable': {
        says: 'A variable of the Pod can have the value of one key.',
        in: settings,
        holds: atFirst(stdout(echoLevel.first), is('very')),
        turnedRedBy: [red(otherLevel, stdout(echoLevel.first), is('hardly'))],
      },
      'configmap/all-variables': {
        says: 'All keys of a ConfigMap can become variables at once.',
        in: settings,
        holds: atFirst(stdout(echoLogLevel), is('INFO')),
        turnedRedBy: [red(otherLogLevel, stdout(echoLogLevel), is('DEBUG'))],
      },
      'configmap/invalid-name-is-skipped': {
        says: 'A key that begins with a digit can not be a variable: it is left out, and an event says so.',
        in: settings,
        holds: atFirst(exitCode(envOfDigit), is(1)).and(
          atFirst(
            described(describeReader, 'Events').map('the warnings in the details', (lines) =>
              lines.filter((text) => text.startsWith('Warning')).map((text) => text.split(/ {2,}/)[1]),
            ),
            are('InvalidEnvironmentVariableNames'),
          ),
        ),
        drift: [
          {
            change: 'event-env-name-skipped',
            holds: atFirst(stdout(envOfDigit), is('1st=one')),
          },
        ],
        turnedRedBy: [
          red(types(createEnv, createEnv.replace('1st=', 'FIRST=')), exitCode(envOfDigit), is(1)),
        ],
      },
    },

    '2.8': {
      'configmap/files-are-keys': {
        says: 'Where it is mounted each key is a file, with the value and nothing else in it.',
        in: settings,
        holds: atFirst(stdout(listSettings), is('special.level\nspecial.type'))
          .and(atFirst(stdout(catLevel.first), is('very')))
          .and(atFirst(stdout(catOne.first), is('very'))),
        turnedRedBy: [red(otherLevel, stdout(catLevel.first), is('hardly'))],
      },
    },

    '2.9': {
      'configmap/files-change': {
        says: 'When the ConfigMap is edited the file in the Pod changes, within the time in which the kubelet looks after each Pod.',
        in: settings,
        holds: atFirst(stdout(catLevel.first), is('very'))
          .and(atFirst(stdout(catLevel.afterChange), is('more')))
          .and(atFirst(secondsAfter(edit), kubeletSync).from(isAnswered(untilChanged))),
        turnedRedBy: [red(notEdited, hasChanged, is(false))],
      },
      'configmap/variable-stays': {
        says: 'The variable of the running Pod does not change.',
        in: settings,
        holds: atFirst(stdout(echoLevel.afterChange), is('very')).and(
          never(pods.made, above(1)).until(typed(createReader.again)),
        ),
        turnedRedBy: [red(readsFile, stdout(echoLevel.afterChange), is('more'))],
      },
      'configmap/single-file-stays': {
        says: 'A file that was mounted alone, by its path, does not change either.',
        in: settings,
        holds: atFirst(stdout(catOne.afterChange), is('very')),
        turnedRedBy: [red(wholeFolder, stdout(catOne.afterChange), is('more'))],
      },
    },

    '2.10': {
      'configmap/next-pod-has-it': {
        says: 'The next Pod has the new value in its variable.',
        in: settings,
        holds: atFirst(stdout(echoLevel.again), is('more')),
        turnedRedBy: [red(notEdited, stdout(echoLevel.again), is('very'))],
      },
    },

    '2.11': {
      'configmap/pod-waits-for-it': {
        says: 'A Pod whose ConfigMap is not there is made and placed, but its container is not started.',
        in: late,
        holds: comesTrue(isNotConfigured)
          .and(atFirst(cell(getWaiting.before, 'STATUS'), is('CreateContainerConfigError')))
          .and(atFirst(cell(getWaiting.before, 'READY'), is('0/1')))
          .and(atFirst(pod.phase, is('Pending')))
          .and(never(hasFailed, is(true))),
        turnedRedBy: [red(isEarly, cell(getWaiting.before, 'STATUS'), is('Completed'))],
      },
    },

    '2.12': {
      'configmap/pod-starts-with-it': {
        says: 'As soon as the ConfigMap is there the container starts by itself, without another Pod.',
        in: late,
        holds: eventually(pod.phase, is('Succeeded'))
          .and(atFirst(stdout(logs), is('mode is calm')))
          .and(atFirst(cell(getWaiting.after, 'STATUS'), is('Completed')))
          .and(never(pods.made, above(1))),
        turnedRedBy: [red(otherKey, cell(getWaiting.after, 'STATUS'), is('CreateContainerConfigError'))],
      },
    },

    '2.13': {
      'configmap/optional': {
        says: 'A Pod to which the ConfigMap is optional runs without it, and without the variable.',
        in: optional,
        holds: atFirst(stdout(logs), is('mode is')).and(never(isNotConfigured, is(true))),
        turnedRedBy: [red(isNeeded, isNotConfigured, is(true))],
      },
    },
  },
}
