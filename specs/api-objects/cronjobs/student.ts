import { may, own } from '../../../src/lab/need.ts'
import { scenario } from '../../../src/lab/scenario.ts'
import { cronJob, untilFiring } from './cronjob.ts'
import { runs } from '../../../src/property/line.ts'
import { above, atLeast, atMost, is } from '../../../src/property/matcher.ts'
import { pod } from '../../../src/property/pods.ts'
import { limits } from '../limits.ts'

/** Seconds between two firings. */
export const period = 120

export const create = 'kubectl create -f cronjob.yaml'
export const createInCron = runs(create, 'asPrinted', 'asBatchV1')
const get = 'kubectl get cronjobs.batch'
export const getInCron = runs(get, 'beforeTheFirst', 'afterTheFirst', 'afterTheSecond')
export const getInPodDeadline = runs(get, 'withOneJob', 'withTwoJobs')
const getJobsBatch = 'kubectl get jobs.batch'
export const getJobsInCron = runs(getJobsBatch, 'beforeTheFirst', 'afterTheFirst', 'afterTheThird')
export const getJobsInHistory = getJobsBatch
export const getJobs = runs('kubectl get jobs', 'withOneJob', 'withTwoJobs')
export const getPods = 'kubectl get pods'
export const getStops = 'kubectl get events --field-selector reason=Killing'
/** The server's answer to the file, without making anything. */
export const dryRun = 'kubectl create --dry-run=server -f cronjob.yaml'
export const remove = 'kubectl delete cronjobs.batch sleepy'

/** To be looked at before it fires, a CronJob is made when this is not small. */
const secondsToFiring = untilFiring(period)

const podSpec = 'spec.jobTemplate.spec.template.spec'
const container = `${podSpec}.containers.0`

const slowBecause = 'it waits for the schedule of a CronJob'
const makes = ['cronjob/sleepy']

/** Events say what was stopped. */
const needs = may('list', { resource: 'events', namespace: own }, [getStops])

/** A Job every two minutes. */
export const cron = scenario('cron', { files: ['cronjob.yaml'], slowBecause, makes }, async (student) => {
  await student.sees(secondsToFiring, atLeast(10), limits.firingIsNear)
  student.comesTo('6.3c.2')
  const printed = await student.types(createInCron.asPrinted)
  if (printed.code !== 0) {
    await student.edits('cronjob.yaml', { apiVersion: 'batch/v1' })
    await student.typesInstead(createInCron.asBatchV1)
  }
  student.comesTo('6.3c.3')
  await student.types(getInCron.beforeTheFirst)
  await student.types(getJobsInCron.beforeTheFirst)
  await student.sees(cronJob.finishedJobs, atLeast(1), limits.nextFiring)
  await student.sees(cronJob.active, is(0), limits.answer)
  student.comesTo('6.3c.4')
  await student.types(getInCron.afterTheFirst)
  await student.types(getJobsInCron.afterTheFirst)
  await student.needs(cronJob.finishedJobs, atLeast(2), limits.nextFiring)
  await student.sees(cronJob.active, is(0), limits.answer)
  await student.typesAlso(getInCron.afterTheSecond)
  await student.needs(cronJob.finishedJobs, atLeast(3), limits.nextFiring)
  await student.types(getJobsInCron.afterTheThird)
  await student.types(remove)
  await student.sees(cronJob.leftovers, is([]), limits.answer)
})

/** The same every minute, so that a fourth Job comes while the others are still waited for. */
export const history = scenario(
  'history',
  { files: ['cronjob.yaml'], slowBecause, makes },
  async (student) => {
    student.comesTo('6.3c.4')
    await student.edits('cronjob.yaml', { apiVersion: 'batch/v1', 'spec.schedule': '* * * * *' })
    await student.typesAlso(create)
    await student.needs(cronJob.firings, atLeast(4), limits.fourFirings)
    await student.sees(cronJob.firstJobIsGone, is(true), limits.oneJob)
    await student.typesAlso(getJobsInHistory)
  },
)

/** Thirty seconds of sleep, of which the pod may use ten. */
export const podDeadline = scenario(
  'pod-deadline',
  { files: ['cronjob.yaml'], slowBecause, needs, makes },
  async (student) => {
    student.comesTo('6.3c.5')
    await student.edits('cronjob.yaml', {
      apiVersion: 'batch/v1',
      [`${container}.args.0`]: '30',
      [`${container}.activeDeadlineSeconds`]: 10,
    })
    await student.typesAlso(dryRun)
    await student.edits('cronjob.yaml', {
      [`${container}.activeDeadlineSeconds`]: null,
      [`${podSpec}.activeDeadlineSeconds`]: 10,
    })
    await student.sees(secondsToFiring, atLeast(10), limits.firingIsNear)
    await student.types(create)
    await student.sees(cronJob.firings, is(1), limits.nextFiring)
    await student.sees(pod.containerEnded, is(true), limits.oneJob)
    await student.typesAlso(getPods)
    await student.typesAlso(getStops)
    student.comesTo('6.3c.6')
    await student.types(getJobs.withOneJob)
    await student.types(getInPodDeadline.withOneJob)
    await student.sees(cronJob.firings, is(2), limits.nextFiring)
    await student.sees(cronJob.active, is(2), limits.answer)
    await student.types(getJobs.withTwoJobs)
    await student.types(getInPodDeadline.withTwoJobs)
    student.comesTo('6.3c.7')
    await student.types(remove)
    await student.sees(cronJob.leftovers, is([]), limits.deadlineThenGrace)
    await student.sees(secondsToFiring, atMost(10), limits.nextFiring)
    await student.sees(secondsToFiring, above(110), limits.nextFiring)
    await student.waits(limits.aWhile)
  },
)
