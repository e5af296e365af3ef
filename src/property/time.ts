/** Seconds since the epoch of a Kubernetes timestamp (RFC 3339, whole seconds). */
export const secondsOf = (timestamp: string) => Date.parse(timestamp) / 1000
