import { limits } from '../src/lab/limits.ts'
import { scenario } from '../src/lab/scenario.ts'
import { isComplete, isFailed, isThere, succeeded } from '../src/property/jobs.ts'
import { atLeast, is } from '../src/property/matcher.ts'
import { left, oneDoneOneRunning, running } from '../src/property/pods.ts'

/** One pod that sleeps three seconds. */
export const single = scenario('single', { files: ['job.yaml'] }, async (student) => {
  await student.types('kubectl create -f job.yaml')
  await student.types('kubectl get job')
  await student.sees(isComplete, is(true), limits.oneJob)
  await student.types('kubectl describe jobs.batch sleepy')
  await student.types('kubectl get job')
  await student.types('kubectl get jobs.batch sleepy -o yaml')
  await student.waits(limits.aWhile)
  await student.types('kubectl delete jobs.batch sleepy')
  await student.sees(isThere, is(false), limits.answer)
  await student.sees(left, is(0), limits.answer)
})

/** Five completions, one after another. */
export const completions = scenario('completions', { files: ['job.yaml'] }, async (student) => {
  await student.edits('job.yaml', { 'spec.completions': 5 })
  await student.types('kubectl create -f job.yaml')
  await student.types('kubectl get jobs.batch')
  await student.sees(oneDoneOneRunning, is(true), limits.oneJob)
  await student.types('kubectl get pods')
  await student.sees(isComplete, is(true), limits.fiveInARow)
  await student.types('kubectl get jobs')
  await student.types('kubectl delete jobs.batch sleepy')
})

/** Five completions, two at a time. */
export const parallel = scenario('parallel', { files: ['job.yaml'] }, async (student) => {
  await student.edits('job.yaml', { 'spec.completions': 5, 'spec.parallelism': 2 })
  await student.types('kubectl create -f job.yaml')
  await student.sees(running, is(2), limits.oneJob)
  await student.types('kubectl get pods')
  await student.sees(succeeded, atLeast(2), limits.fiveInARow)
  await student.types('kubectl get jobs')
  await student.sees(isComplete, is(true), limits.fiveInARow)
})

/** Two at a time, five seconds each, with fifteen seconds for all. */
export const deadline = scenario('deadline', { files: ['job.yaml'] }, async (student) => {
  await student.edits('job.yaml', {
    'spec.completions': 5,
    'spec.parallelism': 2,
    'spec.activeDeadlineSeconds': 15,
    'spec.template.spec.containers.0.args.0': '5',
  })
  await student.types('kubectl create -f job.yaml')
  await student.types('kubectl get jobs')
  await student.sees(isFailed, is(true), limits.deadlineThenGrace)
  await student.types('kubectl get jobs')
  await student.waits(limits.aWhile)
  await student.types('kubectl get job sleepy -o yaml')
  await student.types('kubectl delete jobs.batch sleepy')
})
