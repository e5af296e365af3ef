import { between, type Limit } from 'kubelab-conformance/lab'

const seconds = (name: string, count: number): Limit => ({ name, milliseconds: count * 1000 })

/** Every time the student waits for at most, or lets pass: what it bounds, and why it is that long. */
export const limits = {
  /** Some pods at once, each with an image pull, a container start and a status round trip: 3 s on an idle machine, ten times that on a crowded one. */
  podsReady: seconds('the Pods are ready', 30),
  /** Two pods are replaced one after the other: each start as above, while the old ones stop beside them. */
  rollout: seconds('the rollout is done', 90),
  /** The grace of 30 s that a program may use up when it is told to stop, then the kubelet's report. */
  podsGone: seconds('the Pods are gone', 45),
  /** The kubelet tries a container that it can not make again after each of its syncs. */
  startsLate: seconds('a Pod starts late', 120),
  /** The API server answers. */
  answer: seconds('an answer comes', 30),
} as const

/** Seconds from the line that is typed until all Pods are ready: as long as the student waits for that. */
export const untilReady = between(0, limits.podsReady.milliseconds / 1000)

/**
 * Seconds after which a mounted ConfigMap has changed: the kubelet syncs each Pod once in 60 to 90 seconds
 * (pkg/kubelet/pod_workers.go: a minute, and a jitter of half of it), then writes the files, and we look once a second.
 */
export const kubeletSync = between(0, 95)
/** Seconds from the deletion until all Pods are gone: a web server that is told to stop does so at once, well within its grace. */
export const stopsInTime = between(0, limits.podsGone.milliseconds / 1000)
