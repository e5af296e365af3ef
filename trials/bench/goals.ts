import type { Figures } from './figures.ts'

/** Something that this suite is to reach. */
export interface Goal {
  words: string
  met: boolean
  /** What was found. */
  found: string
}

/** At most so many requests that nobody types, and so many milliseconds from event to verdict at the median. */
const requestsBelow = 60
const latencyBelow = 50

/** What is measured of a tool. */
interface Of {
  name: string
  jobs: Figures
  /** How many counterexamples it has noticed. */
  noticed: number
}

/** Which goals this suite has reached. @param peers the other tools that could be had */
export function goalsOf(own: Of, peers: readonly Of[]): Goal[] {
  const chainsaw = peers.find(({ name }) => name === 'chainsaw')
  const { wallSeconds = Number.NaN, untypedRequests = Number.NaN, latency50 = Number.NaN } = own.jobs
  const theirs = chainsaw?.jobs.wallSeconds ?? Number.NaN
  const best = Math.max(...peers.map(({ noticed }) => noticed))
  return [
    {
      words: 'no slower than chainsaw in wall time',
      met: wallSeconds <= theirs,
      found: `${wallSeconds.toFixed(1)} s against ${theirs.toFixed(1)} s`,
    },
    {
      words: `fewer than ${requestsBelow} requests that nobody types`,
      met: untypedRequests < requestsBelow,
      found: String(untypedRequests),
    },
    {
      words: `event to verdict in less than ${latencyBelow} ms at the median`,
      met: latency50 < latencyBelow,
      found: `${latency50.toFixed(0)} ms`,
    },
    {
      words: 'more counterexamples noticed by the lab than by any other tool',
      met: own.noticed > best,
      found: `${own.noticed} against ${best}`,
    },
  ]
}
