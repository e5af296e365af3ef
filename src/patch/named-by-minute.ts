import type { Change } from '../changes/change.ts'

/** A name that was given by the second, by the minute of the same moment; undefined where no change says that it is now. */
export function namedByMinute(printed: string, changes: readonly Change[]): string | undefined {
  const isSo = changes.some(({ from, to }) => from?.includes('<seconds>') && to?.includes('<minutes>'))
  const named = printed.replaceAll(/(?<=-)\d{10}(?!\d)/g, (seconds) =>
    String(Math.floor(Number(seconds) / 60)),
  )
  return isSo && named !== printed ? named : undefined
}
