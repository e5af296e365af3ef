/** How another line must end for a line to be typed no more. */
interface Ending {
  /** The exit code that is waited for: 0 where the line is to succeed, any other where it says only `failure`. */
  until: number | 'failure'
  /** Seconds between two tries. */
  every: number
  /** Seconds after which it is given up, with exit code 124. */
  atMost: number
}

/** A line that runs another one again and again until that ends as it should: for what a cluster takes a moment to hear of. */
export function repeated(line: string, { until, every, atMost }: Ending): string {
  const condition =
    until === 'failure' ? `while ${line}` : `until ${line}${until === 0 ? '' : `; [ $? -eq ${until} ]`}`
  return `timeout ${atMost} sh -c '${condition}; do sleep ${every}; done'`
}
