import { patch } from '../../../src/lab/counterexample.ts'

// Changes of the world under which claims of this exercise must turn red.

const container = 'spec.template.spec.containers.0'

export const sleeps = (seconds: string) => patch({ [`${container}.args.0`]: seconds })
export const exitsWithError = patch({ [`${container}.command.0`]: '/bin/false' })
export const outOfRetries = patch({ [`${container}.command.0`]: '/bin/false', 'spec.backoffLimit': 0 })

/** Each completion has a number of its own. */
export const indexed = patch({ 'spec.completionMode': 'Indexed' })

/** A container that runs, and never counts as ready. */
export const neverReady = patch({ [`${container}.readinessProbe`]: { exec: { command: ['/bin/false'] } } })

/** A container that sleeps its three seconds, fails, is started again, and sleeps them once more. */
export const failsOnce = patch({
  [`${container}.command`]: ['/bin/sh', '-c'],
  [`${container}.args.0`]: 'sleep 3; test -e /again/here && exit 0; touch /again/here; exit 1',
  [`${container}.volumeMounts`]: [{ name: 'again', mountPath: '/again' }],
  'spec.template.spec.volumes': [{ name: 'again', emptyDir: {} }],
  'spec.template.spec.restartPolicy': 'OnFailure',
})

/** Pods selected by a label of the author's own. */
export const ownSelector = patch({
  'spec.manualSelector': true,
  'spec.selector': { matchLabels: { app: 'sleepy' } },
  'spec.template.metadata': { labels: { app: 'sleepy' } },
})

/** A table that counts a completion that has not come. */
export const countsAhead = (line: string) => `${line} | sed 's,0/\\([15]\\),1/\\1,'`
