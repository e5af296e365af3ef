import {
  clockSet,
  clocksApart,
  kubeletStopped,
  machineFrozen,
  recorderStopped,
  watchLate,
  type StagedFault,
} from './reenactment/faults.ts'

/** A kind of fault, and how long or how far each of them is. */
export interface Stall {
  name: string
  /** In seconds. */
  sizes: readonly number[]
  /** The fault that begins at a moment. */
  fault: (from: number, milliseconds: number) => StagedFault
  /** It is there all the time, and begins at no moment. */
  isLasting?: true
}

const lengths = [3, 5, 8, 12, 20]

/** What happens to machines on which a lab is recorded. */
export const stalls: readonly Stall[] = [
  { name: 'recorder stopped', sizes: lengths, fault: recorderStopped },
  { name: 'watch of Pods late', sizes: lengths, fault: watchLate('Pod') },
  { name: 'watch of Jobs late', sizes: lengths, fault: watchLate('Job') },
  { name: 'watch of CronJobs late', sizes: lengths, fault: watchLate('CronJob') },
  { name: 'machine frozen', sizes: lengths, fault: machineFrozen },
  { name: 'kubelet stopped', sizes: [4, 5, 6, 7, 8], fault: kubeletStopped },
  { name: 'clocks apart', sizes: [-5, -2, -0.15, 0.15, 2, 5], fault: clocksApart, isLasting: true },
  { name: 'clock set', sizes: [-60, -5, -2, 2, 5, 60], fault: clockSet },
]
