import { repeated, runs } from 'kubelab-conformance/lab'

// What the student types.

export const createOfFolder = 'kubectl create configmap game-config --from-file=game/'
export const describeOfFolder = 'kubectl describe configmaps game-config'
export const getOfFolder = 'kubectl get configmaps game-config -o yaml'
export const createOfFile = 'kubectl create configmap game-config-2 --from-file=game/game.properties'
export const getOfFile = 'kubectl get configmaps game-config-2 -o yaml'
export const createOfKey =
  'kubectl create configmap game-config-3 --from-file=special-key=game/game.properties'
export const getOfKey = 'kubectl get configmaps game-config-3 -o yaml'
export const createOfEnvFile = 'kubectl create configmap game-config-env --from-env-file=game.env'
export const getOfEnvFile = 'kubectl get configmaps game-config-env -o yaml'
export const list = 'kubectl get configmaps'
export const remove = 'kubectl delete configmap game-config game-config-2'

export const createLiterals =
  'kubectl create configmap special-config --from-literal=special.level=very --from-literal=special.type=charm'
export const getLiterals = runs('kubectl get configmaps special-config -o yaml', 'first', 'afterRefusals')
export const createAgain = 'kubectl create configmap special-config --from-literal=special.level=more'
export const makeImmutable = `kubectl patch configmap special-config -p '{"immutable":true}'`
export const changeImmutable = `kubectl patch configmap special-config -p '{"data":{"special.level":"most"}}'`

export const createEnv =
  'kubectl create configmap env-config --from-literal=LOG_LEVEL=INFO --from-literal=1st=one'
export const createReader = runs('kubectl create -f reader.yaml', 'first', 'again')
export const echoLevel = runs(`kubectl exec reader -- sh -c 'echo $LEVEL'`, 'first', 'afterChange', 'again')
export const echoLogLevel = `kubectl exec reader -- sh -c 'echo $LOG_LEVEL'`
export const envOfDigit = 'kubectl exec reader -- env | grep ^1st='
export const describeReader = 'kubectl describe pod reader'
export const listSettings = 'kubectl exec reader -- ls /etc/settings'
export const catLevel = runs('kubectl exec reader -- cat /etc/settings/special.level', 'first', 'afterChange')
export const catOne = runs('kubectl exec reader -- cat /etc/one/level', 'first', 'afterChange')
export const edit = 'kubectl edit configmap special-config'
export const untilChanged = `kubectl exec reader -- ${repeated('grep -qx more /etc/settings/special.level', { until: 0, every: 1, atMost: 180 })}`
export const removeReader = runs('kubectl delete pod reader', 'first', 'again')

export const createWaiting = 'kubectl create -f waiting.yaml'
export const getWaiting = runs('kubectl get pod waiting', 'before', 'after')
export const createLate = 'kubectl create configmap late-config --from-literal=mode=calm'
export const logs = 'kubectl logs waiting'
