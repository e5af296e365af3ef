import { patch } from '../../../src/lab/counterexample.ts'

// Changes of the world under which claims of this exercise must turn red.

const podSpec = 'spec.jobTemplate.spec.template.spec'
const container = `${podSpec}.containers.0`

export const sleeps = (seconds: string) => patch({ [`${container}.args.0`]: seconds })
export const exitsWithError = patch({
  [`${container}.command.0`]: '/bin/false',
  'spec.jobTemplate.spec.backoffLimit': 0,
})
export const podDeadlineOf = (seconds: number) => patch({ [`${podSpec}.activeDeadlineSeconds`]: seconds })

/** A process 1 that ends when it is asked to. */
export const obeysTerm = patch({
  [`${container}.command`]: ['/bin/sh', '-c'],
  [`${container}.args.0`]: 'trap "exit 0" TERM; sleep 30 & wait',
})

/** The deadline where it ends the Job. */
export const deadlineOfTheJob = patch({
  [`${podSpec}.activeDeadlineSeconds`]: null,
  'spec.jobTemplate.spec.activeDeadlineSeconds': 10,
})
