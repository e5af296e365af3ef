import type { Claim } from '../../src/lab/claim.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { scenario } from '../../src/lab/scenario.ts'
import { cell, column, exitCode, stdout } from '../../src/property/answers.ts'
import { runs } from '../../src/property/line.ts'
import { includes, is, matches } from '../../src/property/matcher.ts'
import { same } from '../../src/property/observation.ts'
import { theFirst } from '../../src/property/objects.ts'
import { pod } from '../../src/property/pods.ts'
import { atFirst, eventually, never, type Property } from '../../src/property/property.ts'

const aPod = { name: 'a pod starts, or does not', milliseconds: 60_000 }

const create = runs('kubectl create secret generic db --from-literal=password=s3cretvalue', 'first', 'again')
const overrides = JSON.stringify({
  spec: {
    containers: [
      {
        name: 'reader',
        image: 'busybox',
        command: ['/bin/sleep', '3600'],
        env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
      },
    ],
  },
})
const password = runs('kubectl exec reader -- printenv PASSWORD', 'first', 'again')
const variable = 'kubectl exec reader -- sh -c "env | grep ^PASSWORD"'
const getReader = 'kubectl get pod reader'

const secretInVariable = scenario(
  'secret-in-variable',
  { files: [], makes: ['secret/db', 'pod/reader'] },
  async (student) => {
    await student.types(create.first)
    await student.types(create.again)
    await student.types(`kubectl run reader --image=busybox --restart=Never --overrides='${overrides}'`)
    await student.sees(pod.phase, is('Running'), aPod)
    await student.types(password.first)
    await student.types(password.again)
    await student.types(variable)
    await student.types(getReader)
    await student.types('kubectl delete pod reader --now')
  },
)

const getPods = 'kubectl get pods'
const waiting = theFirst('Pod').map('the first Pod can not have its image', ({ object: { status } }) =>
  /^(ErrImagePull|ImagePullBackOff)$/.test(status.containerStatuses?.[0]?.state.waiting?.reason ?? ''),
)

const failing = (name: string, expects: readonly string[]) =>
  scenario(name, { files: [], makes: ['pod/absent', 'pod/missing'], expects }, async (student) => {
    await student.types('kubectl run absent --image=localhost:9/absent --restart=Never')
    await student.sees(waiting, is(true), aPod)
    await student.types('kubectl run missing --image=busybox --restart=Never -- /missing')
    await student.waits({ name: 'the other pod fails', milliseconds: 8000 })
    await student.types(getPods)
    await student.types('kubectl delete pods --all --now')
  })
const notStarted = failing('not-started', ['ImagePullBackOff', 'StartError'])
const unexpected = failing('unexpected', [])
const bystander = scenario('bystander', { files: [] }, async (student) => {
  await student.types('kubectl get pods -o name')
  await student.waits({ name: 'the others fail', milliseconds: 15_000 })
  await student.types('kubectl get namespace -o name')
})

const claims = (scenarioOf: Claim['in'], all: Record<string, Property>) =>
  Object.fromEntries(
    Object.entries(all).map(([name, holds]) => [
      `${scenarioOf.name}/${name}`,
      { says: name, in: scenarioOf, holds, turnedRedBy: [] },
    ]),
  )

const ofFailing = (of: Claim['in']) =>
  claims(of, {
    'image-is-not-had': eventually(waiting, is(true)).and(atFirst(exitCode(getPods), is(0))),
    'program-is-not-there': atFirst(column(getPods, 'STATUS'), includes('StartError')),
    'false-all-pods-run': atFirst(column(getPods, 'STATUS'), is(['Running', 'Running'])),
  })

/** A lab with a Secret in a variable, and with pods that are meant not to start: claims whose names begin with `false` are. */
export const lab: Lab = {
  name: 'small-labs',
  title: 'Small labs',
  accepted: [],
  watches: ['Job', 'CronJob', 'Deployment'],
  noise: '/dev/null',
  module: import.meta.filename,
  manifests: import.meta.dirname,
  traces: import.meta.dirname,
  sections: [
    {
      exercise: 'small',
      title: 'Small labs',
      file: 'testing/small-labs/small-labs.ts',
      steps: {
        '1': claims(secretInVariable, {
          'is-created': atFirst(stdout(create.first), is('secret/db created')),
          'is-there-already': atFirst(exitCode(create.again), is(1)),
          'pod-runs': atFirst(cell(getReader, 'STATUS'), is('Running')),
          'variable-is-set': atFirst(stdout(variable), matches(/^PASSWORD=/)),
          'false-variable-is-not-set': atFirst(stdout(variable), matches(/^USER=/)),
          'false-program-is-there': atFirst(stdout(password.first), is('s3cretvalue')),
          'unknown-value-in-text': atFirst(stdout(variable), is('PASSWORD=s3cretvalue')),
          'unknown-sameness': atFirst(same(stdout(variable), stdout(variable)), is(true)),
          'unknown-absence': never(stdout(variable), matches(/s3cret/)),
          'unknown-length': atFirst(
            stdout(variable).map('its length', ({ length }) => length),
            is(20),
          ),
          'false-other-variable': eventually(stdout(variable), is('USER=s3cretvalue')),
        }),
        '2': ofFailing(notStarted),
        '3': ofFailing(unexpected),
        '4': claims(bystander, {
          'false-nothing-is-listed': atFirst(stdout('kubectl get namespace -o name'), is('')),
        }),
      },
    },
  ],
}
