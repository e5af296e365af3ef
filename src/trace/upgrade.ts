/** A line of a trace file before it is known to be an event. */
type Raw = Record<string, unknown>

/**
 * Makes the events of an older format into those of today's. Format 1 had no names for the runs of a line: it told
 * them apart by shell comments, and called a line that was typed to see more a look.
 *
 * @returns a function that is handed the lines of one file, parsed, in their order
 */
export function upgraded(): (raw: unknown) => unknown {
  let format: unknown
  return (raw) => {
    if (typeof raw !== 'object' || raw === null) return raw
    const event = raw as Raw
    if (event['type'] === 'header') {
      format = event['format']
      return format === 1 ? { ...event, format: 2 } : event
    }
    return format === 1 && event['type'] === 'typed' ? typedInFormat1(event) : event
  }
}

function typedInFormat1(event: Raw): Raw {
  const { line, because } = event
  return {
    ...event,
    ...(typeof line === 'string' && { line: line.replace(/ # .*$/, '') }),
    because: because === 'look' ? 'also' : because,
  }
}
