import { may, own } from '../../../src/lab/need.ts'
import { scenario } from '../../../src/lab/scenario.ts'
import { job } from '../../../src/property/jobs.ts'
import { runs } from '../../../src/property/line.ts'
import { atLeast, is } from '../../../src/property/matcher.ts'
import { pods } from '../../../src/property/pods.ts'
import { limits } from '../limits.ts'

export const create = 'kubectl create -f job.yaml'
export const getJob = runs('kubectl get job', 'atTheStart', 'whenComplete', 'aWhileLater')
export const describe = 'kubectl describe jobs.batch sleepy'
export const getYaml = 'kubectl get jobs.batch sleepy -o yaml'
export const remove = 'kubectl delete jobs.batch sleepy'
export const getJobsBatch = 'kubectl get jobs.batch'
export const getPods = 'kubectl get pods'
export const getJobs = 'kubectl get jobs'

const makes = ['job/sleepy']

/** Its events are part of its description. */
const needs = may('list', { resource: 'events', namespace: own }, [describe])

/** One pod that sleeps three seconds. */
export const single = scenario('single', { files: ['job.yaml'], needs, makes }, async (student) => {
  student.comesTo('6.3j.2')
  await student.types(create)
  await student.types(getJob.atTheStart)
  await student.sees(job.isComplete, is(true), limits.oneJob)
  await student.types(describe)
  await student.types(getJob.whenComplete)
  student.comesTo('6.3j.3')
  await student.types(getYaml)
  await student.waits(limits.aWhile)
  await student.typesAlso(getJob.aWhileLater)
  student.comesTo('6.3j.4')
  await student.types(remove)
  await student.sees(job.isThere, is(false), limits.answer)
  await student.sees(pods.left, is(0), limits.answer)
})

/** Five completions, one after another. */
export const completions = scenario('completions', { files: ['job.yaml'], makes }, async (student) => {
  student.comesTo('6.3j.6')
  await student.edits('job.yaml', { 'spec.completions': 5 })
  await student.types(create)
  await student.types(getJobsBatch)
  await student.sees(pods.oneDoneOneRunning, is(true), limits.oneJob)
  student.comesTo('6.3j.7')
  await student.types(getPods)
  await student.sees(job.isComplete, is(true), limits.fiveInARow)
  student.comesTo('6.3j.8')
  await student.types(getJobs)
  await student.types(remove)
  await student.sees(pods.left, is(0), limits.answer)
})

/** Five completions, two at a time. */
export const parallel = scenario('parallel', { files: ['job.yaml'], makes }, async (student) => {
  student.comesTo('6.3j.10')
  await student.edits('job.yaml', { 'spec.completions': 5, 'spec.parallelism': 2 })
  await student.types(create)
  await student.sees(pods.running, is(2), limits.oneJob)
  await student.types(getPods)
  await student.sees(job.succeeded, atLeast(2), limits.fiveInARow)
  await student.types(getJobs)
  await student.sees(job.isComplete, is(true), limits.fiveInARow)
  await student.types(remove)
  await student.sees(pods.left, is(0), limits.answer)
})

export const getJobsAtDeadline = runs(getJobs, 'beforeIt', 'afterIt', 'whenFailed')
export const getFailedYaml = 'kubectl get job sleepy -o yaml'

/** Two at a time, five seconds each, with fifteen seconds for all. */
export const deadline = scenario('deadline', { files: ['job.yaml'], makes }, async (student) => {
  student.comesTo('6.3j.12')
  await student.edits('job.yaml', {
    'spec.completions': 5,
    'spec.parallelism': 2,
    'spec.activeDeadlineSeconds': 15,
    'spec.template.spec.containers.0.args.0': '5',
  })
  await student.types(create)
  await student.sees(pods.running, is(2), limits.podStart)
  await student.types(getJobsAtDeadline.beforeIt)
  await student.sees(job.isPastDeadline, is(true), limits.deadlineThenGrace)
  await student.types(getJobsAtDeadline.afterIt)
  await student.sees(job.isFailed, is(true), limits.deadlineThenGrace)
  student.comesTo('6.3j.13')
  await student.typesAlso(getJobsAtDeadline.whenFailed)
  await student.waits(limits.aWhile)
  await student.types(getFailedYaml)
  student.comesTo('6.3j.14')
  await student.types(remove)
  await student.sees(job.isThere, is(false), limits.answer)
  await student.sees(pods.left, is(0), limits.deadlineThenGrace)
  await student.typesAlso(getPods)
})
