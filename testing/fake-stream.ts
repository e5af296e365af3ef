import { PassThrough } from 'node:stream'
import { WriteStream } from 'node:tty'

/** A stream that remembers what was written, as wide as a terminal, or none. */
export function fakeStream(columns?: number) {
  const stream = Object.assign(new PassThrough(), { isTTY: columns !== undefined, columns: columns ?? 0 })
  const written: string[] = []
  stream.on('data', (data) => written.push(String(data)))
  // What `styleText` asks a terminal, which looks at the environment.
  const terminal = Object.assign(stream, { getColorDepth: () => WriteStream.prototype.getColorDepth() })
  return { stream: terminal as unknown as NodeJS.WriteStream, text: () => written.join('') }
}

/** What is left on a screen of all that was written: lines are erased and written anew. */
export function onScreen(written: string): string[] {
  const lines = ['']
  let row = 0
  for (const [part, up] of written.matchAll(
    // oxlint-disable-next-line no-control-regex
    /\u001B\[(\d*)A|\u001B\[2K|\u001B\[[?\d]*[a-zA-Z]|\n|[^\n\u001B]+/g,
  )) {
    if (part === '\n') row += 1
    else if (up !== undefined) row -= Number(up || 1)
    else if (part === '\u001B[2K') lines[row] = ''
    else if (!part.startsWith('\u001B')) lines[row] = `${lines[row] ?? ''}${part}`
    lines[row] ??= ''
  }
  return lines
}
