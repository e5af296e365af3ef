/** Something that was not well, by which the machine may have made Kubernetes late or kept it from its work. */
export type Ailment =
  /** Nothing can be known of the machine; the recorder says why. */
  | { kind: 'unwitnessed'; why: string }
  | { kind: 'clock set'; seconds: number }
  | { kind: 'API server away' }
  | { kind: 'API server silent'; seconds: number }
  | { kind: 'recorder away'; seconds: number }
  | { kind: 'lease late'; component: string; seconds: number }
  | { kind: 'lease missing'; component: string; seconds: number }
  | { kind: 'kubelet started again'; component: string }
  /** Of the kubelet of a node, between two renewals of its Lease. */
  | { kind: 'kubelet silent'; component: string; seconds: number }
  /** As kubectl printed it. */
  | { kind: 'pod connection lost'; printed: string }
  /** A controller or the scheduler was refused something; the message is that of the cluster. */
  | { kind: 'hindrance'; message: string }
  | { kind: 'container not started'; pod: string; reason: string }
  | { kind: 'container lost'; pod: string; reason: string }

/** Milliseconds as seconds, to the tenth. */
export const tenths = (milliseconds: number) => Number((milliseconds / 1000).toFixed(1))

/** The same without those that say what one before says. */
export const distinct = (ailments: readonly Ailment[]): Ailment[] => [
  ...new Map(ailments.map((one) => [JSON.stringify(one), one])).values(),
]
