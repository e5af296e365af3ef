import { is, pod, pods, scenario } from 'kubelab-conformance/lab'
import { limits } from '../limits.ts'
import {
  catLevel,
  catOne,
  changeImmutable,
  createAgain,
  createEnv,
  createLate,
  createLiterals,
  createOfEnvFile,
  createOfFile,
  createOfFolder,
  createOfKey,
  createReader,
  createWaiting,
  describeOfFolder,
  describeReader,
  echoLevel,
  echoLogLevel,
  edit,
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
  makeImmutable,
  remove,
  removeReader,
  untilChanged,
} from './lines.ts'
import { isNotConfigured, isReadyAgain } from './looks.ts'

const configMaps = (...names: string[]) => names.map((name) => `configmap/${name}`)

/** ConfigMaps of a folder, of a file, and of a file of variables. */
export const files = scenario(
  'files',
  {
    files: ['game/game.properties', 'game/ui.properties', 'game.env'],
    makes: configMaps('game-config', 'game-config-2', 'game-config-3', 'game-config-env'),
  },
  async (student) => {
    student.comesTo('2.1')
    await student.types(createOfFolder)
    await student.types(describeOfFolder)
    await student.types(getOfFolder)
    student.comesTo('2.2')
    await student.types(createOfFile)
    await student.types(getOfFile)
    await student.types(createOfKey)
    await student.types(getOfKey)
    student.comesTo('2.3')
    await student.types(createOfEnvFile)
    await student.types(getOfEnvFile)
    student.comesTo('2.4')
    await student.types(list)
    await student.types(remove)
  },
)

/** A ConfigMap of values that are typed, which then may not be changed any more. */
export const literals = scenario(
  'literals',
  { files: [], makes: configMaps('special-config') },
  async (student) => {
    student.comesTo('2.5')
    await student.types(createLiterals)
    await student.types(getLiterals.first)
    await student.types(createAgain)
    student.comesTo('2.6')
    await student.types(makeImmutable)
    await student.types(changeImmutable)
    await student.typesAlso(getLiterals.afterRefusals)
    await student.typesAlso('kubectl delete configmap special-config')
  },
)

/** A Pod with variables and files of ConfigMaps, of which one is changed meanwhile. */
export const settings = scenario(
  'settings',
  {
    files: ['reader.yaml'],
    makes: ['pod/reader', ...configMaps('special-config', 'env-config')],
    slowBecause: 'the files of a mounted ConfigMap change within a minute and a half',
  },
  async (student) => {
    student.comesTo('2.7')
    await student.types(createLiterals)
    await student.types(createEnv)
    await student.types(createReader.first)
    await student.sees(pod.phase, is('Running'), limits.podsReady)
    await student.types(echoLevel.first)
    await student.types(echoLogLevel)
    await student.types(envOfDigit)
    await student.types(describeReader)
    student.comesTo('2.8')
    await student.types(listSettings)
    await student.types(catLevel.first)
    await student.types(catOne.first)
    student.comesTo('2.9')
    await student.editsIn(edit, { 'data."special.level"': 'more' })
    await student.typesAlso(untilChanged)
    await student.types(catLevel.afterChange)
    await student.types(echoLevel.afterChange)
    await student.types(catOne.afterChange)
    student.comesTo('2.10')
    await student.types(removeReader.first)
    await student.sees(pods.left, is(0), limits.podsGone)
    await student.types(createReader.again)
    await student.sees(isReadyAgain, is(true), limits.podsReady)
    await student.types(echoLevel.again)
    await student.types(removeReader.again)
  },
)

/** A Pod that wants a ConfigMap which comes later. */
export const late = scenario(
  'late',
  {
    files: ['waiting.yaml'],
    makes: ['pod/waiting', ...configMaps('late-config')],
    expects: ['CreateContainerConfigError'],
  },
  async (student) => {
    student.comesTo('2.11')
    await student.types(createWaiting)
    await student.sees(isNotConfigured, is(true), limits.podsReady)
    await student.types(getWaiting.before)
    student.comesTo('2.12')
    await student.types(createLate)
    await student.sees(pod.phase, is('Succeeded'), limits.startsLate)
    await student.types(getWaiting.after)
    await student.types(logs)
    await student.typesAlso('kubectl delete pod waiting')
  },
)

/** The same Pod, to which the ConfigMap is optional. */
export const optional = scenario(
  'optional',
  { files: ['waiting.yaml'], makes: ['pod/waiting'], expects: ['CreateContainerConfigError'] },
  async (student) => {
    student.comesTo('2.13')
    await student.edits('waiting.yaml', {
      'spec.containers.0.env.0.valueFrom.configMapKeyRef.optional': true,
    })
    await student.types(createWaiting)
    await student.sees(pod.phase, is('Succeeded'), limits.podsReady)
    await student.types(logs)
    await student.typesAlso('kubectl delete pod waiting')
  },
)
