import { patch } from '../src/lab/counterexample.ts'

// Changes of the world under which claims of this exercise must turn red.

export const podSpec = 'spec.jobTemplate.spec.template.spec'
export const container = `${podSpec}.containers.0`
/** A process 1 that ends when it is asked to. */
export const obeysTerm = 'trap "exit 0" TERM; sleep 30 & wait'

/** The deadline where it ends the Job. */
export const deadlineOfTheJob = patch({
  [`${podSpec}.activeDeadlineSeconds`]: null,
  'spec.jobTemplate.spec.activeDeadlineSeconds': 10,
})
