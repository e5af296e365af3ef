import type { Claim } from '../../src/lab/claim.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { scenario } from '../../src/lab/scenario.ts'
import { exitCode, stdout } from '../../src/property/answers.ts'
import { is, matches } from '../../src/property/matcher.ts'
import { atFirst, type Property } from '../../src/property/property.ts'

const time = (name: string, seconds: number) => ({ name, milliseconds: seconds * 1000 })

const apply = 'kubectl apply -f deployment.yaml'
const setColour = 'kubectl set env deployment/web COLOUR=blue'
const scale = 'kubectl scale deployment/web --replicas=4'
const undo = 'kubectl rollout undo deployment/web'
const rollout = 'kubectl rollout status deployment/web'

/** Two pods that are ready after two seconds: they get another variable, are four, get an image that is not there. */
const rolling = scenario(
  'rolling',
  {
    files: ['deployment.yaml'],
    makes: ['deployment/web', 'configmap/colours'],
    expects: ['ErrImagePull', 'ImagePullBackOff'],
  },
  async (student) => {
    await student.types('kubectl create configmap colours --from-literal=first=green')
    await student.types(apply)
    await student.types(rollout)
    await student.types('kubectl get pods')
    await student.types(`kubectl patch configmap colours -p '{"data":{"first":"blue"}}'`)
    await student.types(setColour)
    await student.types(rollout)
    await student.types(scale)
    await student.types(rollout)
    await student.waits(time('a while', 4))
    await student.types('kubectl set image deployment/web server=localhost:9/absent')
    await student.waits(time('the image does not come', 8))
    await student.types(undo)
    await student.types(rollout)
    await student.types('kubectl delete deployment web')
    await student.waits(time('the pods go', 8))
  },
)

const applySet = 'kubectl apply -f statefulset.yaml'
const ordered = scenario(
  'stateful',
  { files: ['statefulset.yaml'], makes: ['statefulset/db'] },
  async (student) => {
    await student.types(applySet)
    await student.types('kubectl rollout status statefulset/db')
    await student.types('kubectl set env statefulset/db COLOUR=blue')
    await student.types('kubectl rollout status statefulset/db')
    await student.types('kubectl scale statefulset/db --replicas=1')
    await student.waits(time('a pod goes', 6))
    await student.types('kubectl delete statefulset db')
    await student.waits(time('the other goes', 5))
  },
)

const run = 'kubectl run crashes --image=busybox -- /bin/sh -c "sleep 2; exit 3"'
const alone = scenario(
  'alone',
  { files: [], makes: ['pod/crashes', 'secret/word'], expects: ['Error', 'CrashLoopBackOff'] },
  async (student) => {
    await student.types(run)
    await student.types('kubectl create secret generic word --from-literal=word=s3cretvalue')
    await student.waits(time('the pod ends again and again', 40))
    await student.types('kubectl delete pod crashes')
  },
)

const claim = (says: string, scenarioOf: Claim['in'], holds: Property) => ({
  says,
  in: scenarioOf,
  holds,
  turnedRedBy: [],
})

/** A lab without Jobs: a Deployment that is rolled out, scaled and rolled back, a StatefulSet, a pod that crashes. */
export const workloads: Lab = {
  name: 'workloads',
  title: 'Workloads',
  accepted: [],
  watches: ['Deployment', 'ReplicaSet', 'StatefulSet', 'ConfigMap'],
  noise: '/dev/null',
  module: import.meta.filename,
  manifests: import.meta.dirname,
  traces: import.meta.dirname,
  sections: [
    {
      exercise: 'web',

      title: 'Deployments',
      file: 'testing/workloads/workloads.ts',
      steps: {
        'make-it': {
          'web/is-made': claim(
            'A Deployment is made.',
            rolling,
            atFirst(stdout(apply), is('deployment.apps/web created')),
          ),
        },
        'change-it': {
          'web/colour': claim('Its pods get another variable.', rolling, atFirst(exitCode(setColour), is(0))),
          'web/is-scaled': claim(
            'There are four of them.',
            rolling,
            atFirst(stdout(scale), matches(/scaled$/)),
          ),
          'web/has-no-undo': claim('Nothing can be undone.', rolling, atFirst(exitCode(undo), is(1))),
        },
      },
    },
    {
      exercise: 'set',

      title: 'Pods in order, and alone',
      file: 'testing/workloads/workloads.ts',
      steps: {
        'make-it': {
          'set/is-made': claim('A StatefulSet is made.', ordered, atFirst(exitCode(applySet), is(0))),
        },
        crash: {
          'set/crashes': claim('A pod is run that crashes.', alone, atFirst(exitCode(run), is(0))),
        },
      },
    },
  ],
}
