/** Minutes, seconds and tenths of some milliseconds: `1:12.3`. */
export function clock(milliseconds: number): string {
  const tenths = Math.round(milliseconds / 100)
  const [minutes, rest] = [Math.floor(tenths / 600), tenths % 600]
  return `${minutes}:${String(Math.floor(rest / 10)).padStart(2, '0')}.${rest % 10}`
}
