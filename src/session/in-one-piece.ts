/** A heredoc and a loop keep their lines; what goes on behind a backslash is one line. */
export function inOnePiece(line: string, hasLostLines: boolean): string {
  const [head = ''] = line.match(/^[^]*?<<[^\n]*/) ?? [line]
  const one = head.replaceAll(hasLostLines ? / ?\\\s+/g : / ?(?:\\| `)[ \t]*\n[ \t]*/g, ' ')
  return (one.includes('\n') ? one : withoutComment(one) + line.slice(head.length)).trim()
}

/** Without what a shell does not read, outside of quotes. */
const withoutComment = (line: string) =>
  line.replace(/^((?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*'|\s(?!#))+)\s#.*$/, '$1')
