const token =
  /\s*(?:(?<operator>\|\||&&|\|&?|;|\d?>{1,2}(?:&\d)?|&>|&|<{1,3}|\n)|(?<word>(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|\$\((?:[^()]|\([^()]*\))*\)|[^\s|;&<>"'\\])+)|(?<lost>\S))/gs

/** One program with its words, as a shell calls it. */
export interface ShellCommand {
  words: string[]
  /** Whether what it prints goes into a file. */
  isKept: boolean
}

/**
 * Reads a line as a shell does, as far as it takes to know what prints: quotes, pipes, redirections, lines that go on.
 * @returns pipelines in their order, each with its commands
 */
export function pipelinesIn(line: string): ShellCommand[][] {
  const empty = (): ShellCommand => ({ words: [], isKept: false })
  let command = empty()
  let pipeline = [command]
  const pipelines = [pipeline]
  let skips = false
  for (const { groups = {} } of line.replaceAll(/\\\n/g, ' ').matchAll(token)) {
    const { operator, word } = groups
    if (word?.startsWith('#')) break
    if (word !== undefined) {
      if (!skips) command.words.push(unquoted(word))
      skips = false
    } else if (operator?.startsWith('|') && operator !== '||') pipeline.push((command = empty()))
    else if (operator === '<' || operator?.includes('>')) {
      if (/^[1&]?>/.test(operator) && !/&\d$/.test(operator)) command.isKept = true
      skips = !/&\d$/.test(operator)
    } else if (operator !== undefined) pipelines.push((pipeline = [(command = empty())]))
  }
  return pipelines.filter(([first]) => first !== undefined && first.words.length > 0)
}

const unquoted = (word: string) =>
  word.replaceAll(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gs,
    (_, double?: string, single?: string, one?: string) =>
      double === undefined ? (single ?? one ?? '') : double.replaceAll(/\\(["\\$`])/g, '$1'),
  )
