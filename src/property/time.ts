import type { Span } from '../trace/health.ts'

/** Seconds since the epoch of a Kubernetes timestamp (RFC 3339, whole seconds). */
export const secondsOf = (timestamp: string) => Date.parse(timestamp) / 1000

/** The span between two timestamps of Kubernetes; undefined while one of them is not there. */
export function spanBetween(from: string | undefined, to: string | undefined): Span | undefined {
  return from === undefined || to === undefined ? undefined : { from: Date.parse(from), to: Date.parse(to) }
}

/**
 * The seconds that an age or a duration in a table stands for: `75s`, `2m19s`, `3h5m`; undefined where it is none.
 * Source: k8s.io/apimachinery/pkg/util/duration, HumanDuration.
 */
export function secondsOfAge(text: string): number | undefined {
  const units = { d: 86_400, h: 3600, m: 60, s: 1 }
  const parts = [...text.matchAll(/(\d+)([dhms])/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units], 0)
}
