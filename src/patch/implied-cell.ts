import type { Change } from '../changes/change.ts'
import { contentOf } from '../compare/content.ts'

const units: Readonly<Record<string, number>> = { y: 31_536_000, d: 86_400, h: 3600, m: 60, s: 1 }

/** How long something is, as kubectl prints it, in seconds. */
const seconds = (text = '') =>
  [...text.matchAll(/(\d+)([ydhms])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  )

/**
 * What stands in a new column of a row that no cluster has printed, where the row itself leaves no doubt. A Job that has all its
 * completions, and whose duration has long ended, is complete.
 * @param known changes whose remedy writes what is printed where nothing else is set
 */
export function impliedCell(
  column: string,
  row: ReadonlyMap<string, string>,
  known: readonly Change[],
): string | undefined {
  const [done, all] = row.get('COMPLETIONS')?.split('/') ?? []
  const duration = seconds(row.get('DURATION'))
  const hasEnded = duration > 0 && seconds(row.get('AGE')) - duration >= 10
  if (column === 'STATUS' && done !== undefined && done === all && hasEnded) return 'Complete'
  const tables = known.map(({ remedy }) => contentOf(remedy.write ?? ''))
  const rows = tables.flatMap((table) => (table.type === 'table' ? [...table.rows.values()] : []))
  return rows.find((one) => one.has(column))?.get(column)
}
