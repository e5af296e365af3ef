import type { Change } from '../changes/change.ts'
import { contentOf } from '../compare/content.ts'

/** How long something is, as kubectl prints it, in seconds. */
function seconds(text: string): number | undefined {
  if (!/^(?:\d+[ydhms])+$/.test(text)) return undefined
  const units: Record<string, number> = { y: 31_536_000, d: 86_400, h: 3600, m: 60, s: 1 }
  return [...text.matchAll(/(\d+)([ydhms])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  )
}

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
  const [duration, age] = ['DURATION', 'AGE'].map((name) => seconds(row.get(name) ?? ''))
  const hasEnded = duration !== undefined && age !== undefined && age - duration >= 10
  if (column === 'STATUS' && done !== undefined && done === all && hasEnded) return 'Complete'
  const written = known.map(({ remedy }) => contentOf(remedy.write ?? ''))
  return written
    .flatMap((table) => (table.type === 'table' ? [...table.rows.values()] : []))
    .map((one) => one.get(column))
    .find((cell) => cell !== undefined)
}
