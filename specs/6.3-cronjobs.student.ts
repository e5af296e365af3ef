import { limits } from '../src/lab/limits.ts'
import { scenario } from '../src/lab/scenario.ts'
import {
  finished,
  firings,
  jobsActive,
  leftovers,
  oldestIsGone,
  untilFiring,
} from '../src/property/cronjobs.ts'
import { above, atLeast, atMost, is } from '../src/property/matcher.ts'
import { first, stateOf } from '../src/property/pods.ts'

const create = 'kubectl create -f cronjob.yaml'
/** To be looked at before it fires, a CronJob is made when this is not small. */
const secondsToFiring = untilFiring(120)

const slowBecause = 'it waits for the schedule of a CronJob'

/** A Job every two minutes. */
export const cron = scenario('cron', { files: ['cronjob.yaml'], slowBecause }, async (student) => {
  await student.sees(secondsToFiring, atLeast(10), limits.firingIsNear)
  const asPrinted = await student.types(create)
  if (asPrinted.code !== 0) {
    await student.edits('cronjob.yaml', { apiVersion: 'batch/v1' })
    await student.typesInstead(create)
  }
  await student.types('kubectl get cronjobs.batch')
  await student.types('kubectl get jobs.batch')
  await student.needs(finished, atLeast(1), limits.nextFiring)
  await student.sees(jobsActive, is(0), limits.answer)
  await student.types('kubectl get cronjobs.batch')
  await student.types('kubectl get jobs.batch')
  await student.needs(finished, atLeast(2), limits.nextFiring)
  await student.needs(finished, atLeast(3), limits.nextFiring)
  await student.types('kubectl get jobs.batch')
})

/** The same every minute, so that a fourth Job comes while the others are still waited for. */
export const history = scenario('history', { files: ['cronjob.yaml'], slowBecause }, async (student) => {
  await student.edits('cronjob.yaml', { apiVersion: 'batch/v1', 'spec.schedule': '* * * * *' })
  await student.looks(create)
  await student.needs(firings, atLeast(4), limits.fourFirings)
  await student.sees(oldestIsGone, is(true), limits.oneJob)
  await student.looks('kubectl get jobs.batch')
})

/** Thirty seconds of sleep, of which the pod may use ten. */
export const podDeadline = scenario(
  'pod-deadline',
  { files: ['cronjob.yaml'], slowBecause },
  async (student) => {
    await student.edits('cronjob.yaml', {
      apiVersion: 'batch/v1',
      'spec.jobTemplate.spec.template.spec.activeDeadlineSeconds': 10,
      'spec.jobTemplate.spec.template.spec.containers.0.args.0': '30',
    })
    await student.sees(secondsToFiring, atLeast(10), limits.firingIsNear)
    await student.types(create)
    await student.needs(firings, is(1), limits.nextFiring)
    await student.sees(
      first.map('container ended', (pod) => stateOf(pod)?.terminated !== undefined),
      is(true),
      limits.oneJob,
    )
    await student.looks('kubectl get pods')
    await student.types('kubectl get jobs')
    await student.types('kubectl get cronjobs.batch')
    await student.needs(firings, is(2), limits.nextFiring)
    await student.sees(jobsActive, is(2), limits.answer)
    await student.types('kubectl get jobs')
    await student.types('kubectl get cronjobs.batch')
    await student.types('kubectl delete cronjobs.batch sleepy')
    await student.sees(leftovers, is([]), limits.deadlineThenGrace)
    await student.sees(secondsToFiring, atMost(10), limits.nextFiring)
    await student.sees(secondsToFiring, above(110), limits.nextFiring)
    await student.waits(limits.aWhile)
  },
)
