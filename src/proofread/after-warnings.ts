/** Where what was printed begins behind its warnings; 0 where nothing else is printed. */
export function afterWarnings(printed: string): number {
  const at = /^(?:\s*Warning: .*\n)*/.exec(printed)?.[0].length ?? 0
  return printed.slice(at).trim() === '' ? 0 : at
}
