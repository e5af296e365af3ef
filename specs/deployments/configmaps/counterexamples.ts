import { patch, types } from 'kubelab-conformance/lab'
import {
  catLevel,
  echoLevel,
  createEnv,
  createLate,
  createLiterals,
  createOfEnvFile,
  createOfFile,
  createOfFolder,
  createWaiting,
  edit,
  makeImmutable,
} from './lines.ts'

/** Of the folder only one file is taken. */
export const ofOneFile = types(createOfFolder, `${createOfFolder}game.properties`)
/** The text of the file is read as variables. */
export const asVariables = types(createOfFile, createOfFile.replace('--from-file', '--from-env-file'))
/** The variables of the file are one text. */
export const asText = types(createOfEnvFile, createOfEnvFile.replace('--from-env-file', '--from-file'))
/** Other values are typed. */
export const otherLevel = types(createLiterals, createLiterals.replace('=very', '=hardly'))
export const otherLogLevel = types(createEnv, createEnv.replace('=INFO', '=DEBUG'))
/** It stays as it was, so it may be changed. */
export const staysMutable = types(makeImmutable, makeImmutable.replace('true', 'false'))
/** Nothing is edited. */
export const notEdited = types(edit, 'kubectl get configmap special-config')
/** The file that was mounted alone is one of a folder that is mounted. */
export const wholeFolder = patch({
  'spec.containers.0.volumeMounts.1': { name: 'folder', mountPath: '/etc/one' },
  'spec.volumes.1': {
    name: 'folder',
    configMap: { name: 'special-config', items: [{ key: 'special.level', path: 'level' }] },
  },
})
/** The ConfigMap that comes late has another key. */
export const otherKey = types(createLate, createLate.replace('mode=', 'mood='))
/** The ConfigMap is there before the Pod. */
export const isEarly = types(
  createWaiting,
  `kubectl create configmap late-config --from-literal=mode=early && ${createWaiting}`,
)
/** The file is asked for in place of the variable. */
export const readsFile = types(echoLevel.afterChange, catLevel.first.text)
/** The ConfigMap is needed. */
export const isNeeded = patch({ 'spec.containers.0.env.0.valueFrom.configMapKeyRef.optional': false })
