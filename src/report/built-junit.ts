import type junit from 'junit-report-builder'

/**
 * Builds the XML, and mends what junit-report-builder can't do.
 * @param reasons of the skipped cases, in their order
 * @param seconds that all took, if that is known
 */
export function builtJunit(
  builder: ReturnType<typeof junit.newBuilder>,
  reasons: readonly string[],
  seconds: number | undefined,
): string {
  const left = [...reasons]
  const time = seconds === undefined ? '' : ` time="${seconds.toFixed(3)}"`
  return (
    builder
      .build()
      // Its root gets a count of skipped cases, which the schemas do not have, and can't be given a time.
      .replace(/(<testsuites[^>]*) skipped="\d+"/, `$1${time}`)
      // It gives a skipped case no reason. A CDATA section may have a text that only looks like one.
      .replaceAll(/<!\[CDATA\[[^]*?\]\]>|<skipped\/>/g, (part) =>
        part === '<skipped/>' ? `<skipped>${escaped(left.shift() ?? '')}</skipped>` : part,
      )
  )
}

/** Text for a CDATA section, with no end of one inside: the builder escapes only the first. */
export const inCdata = (text: string) => text.replaceAll(']]>', ']] >')

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
