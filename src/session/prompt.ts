import { isCommand } from './command.ts'

/** What stands before something that is typed. */
export interface PromptFound {
  /** With the space behind it. */
  prompt: string
  /** It says so by itself; others are prompts only where a known program follows: `#` begins a comment as well. */
  isStrong: boolean
}

/** An environment of Python, a context of kubectl: `(venv) `. */
const environment = '(?:\\([^()\\n]{1,60}\\) ?)?'

/** A key that has stopped the program before. */
const stopped = '(?:\\^[CDZ])?'

const strong = [
  // user@host:~/lab$, user@host ~ %, user@host ~/lab>
  '[\\w.-]+@[\\w.()-]+(?::[^\\s$#%>]*(?: [^\\s$#%>]+)?| [^\\s$#%>]{1,60})? ?[$#%>](?=\\s|$|\\w)',
  // [10:21:05 root@node1 lab]#
  '\\[[^\\]\\n]{1,80}[@ ~:/][^\\]\\n]{0,80}\\] ?[$#%>](?=\\s|$|\\w)',
  'PS(?: [^>\\n]{1,200})?>(?=\\s|$|\\w)',
  '[A-Za-z]:\\\\[^>\\n]{0,200}>(?=\\s|$|\\w)',
  '(?:ba|z|k)?sh-[\\d.]+[$#](?=\\s|$)',
  // ~/lab ❯, ❯
  '(?:[~/][^\\s❯]* )?[❯λ»›⟩▶](?=\\s|$)',
  '(?:~|~?/)[^\\s$#%>]* ?[$%](?=\\s|$)',
  '\\$>?(?=[ \\t]|$)',
]
const weak = [
  '[\\w.-]{1,40}(?::\\S{1,60}(?: [\\w.-]+)?)? ?[$#%>]',
  '(?:~|~?/)[^\\s$#%>]* ?[#>]',
  '[#%>$→▸]',
  '>>',
]

const strongPrompt = new RegExp(`^[ \\t]*${stopped}${environment}(?:${strong.join('|')})[ \\t]*`)
const weakPrompt = new RegExp(`^[ \\t]*${stopped}${environment}(?:${weak.join('|')})[ \\t]*(?=\\S)`)
/** An arrow, a folder, the branch of a repository: `➜  lab git:(main) ✗ `. */
const arrow = /^[ \t]*[➜→][ \t]+(?:(?=(\S+))\1(?:[ \t]+(?:git:)?\([^)\n]*\))?(?:[ \t]+[✗✔±])?[ \t]+)?/
/** The last sign of a prompt in which its owner has put whatever he likes: `controlplane ~ ➜  `, `└─$ `. */
const sign = /(?:[$%>]|(?![\0-\x7f])[\p{S}\p{Pe}\p{Pf}])[ \t]+/gu
/** So much may stand before it (characters). */
const mostBefore = 80
/** What a program that is open may put before what is typed into it: `/ # `, `mysql> `, `>>> `. */
const programs =
  /^[ \t]*(?:(?:~|\/)[^\s$#%>]* ?[$#]|[\w.-]+@[^\s$#>]+[$#>]|[\w.[\]():@-]{0,40}(?:[=-]?[#>]|\$)|>>>|(?:ba)?sh-[\d.]+[$#])(?:[ \t]+|$)/

/** Finds the prompt that a line begins with. */
export function promptOf(whole: string): PromptFound | undefined {
  const line = whole.slice(0, 500)
  const [pointed] = line.match(arrow) ?? []
  if (pointed !== undefined) {
    const [bare = ''] = line.match(/^[ \t]*[➜→][ \t]+/) ?? []
    const prompt = isCommand(line.slice(bare.length)) ? bare : pointed
    if (isCommand(line.slice(prompt.length))) return { prompt, isStrong: true }
  }
  const [found] = line.match(strongPrompt) ?? []
  if (found !== undefined) return { prompt: found, isStrong: true }
  const [perhaps] = line.match(weakPrompt) ?? []
  const prompts = [perhaps ?? [], own(line)].flat()
  const prompt = prompts.find((one) => isCommand(line.slice(one.length)))
  return prompt === undefined ? undefined : { prompt, isStrong: false }
}

/** Whatever stands before a sign, where that is no command itself. */
function own(line: string): string[] {
  const begins = line.slice(0, mostBefore).matchAll(sign)
  return [...begins]
    .slice(0, 3)
    .map(({ 0: mark, index }) => line.slice(0, index + mark.length))
    .filter((before) => !isCommand(before, true))
}

/** Finds the prompt of a program that a line before has opened. */
export const programPromptOf = (line: string): string | undefined => line.slice(0, 500).match(programs)?.[0]

/** What two prompts of one shell have in common, wherever it is: `user@host`, or the mark. */
export const shellOf = (prompt: string): string =>
  prompt.match(/[\w.-]+@[\w.()-]+/)?.[0] ??
  prompt.replaceAll(/\^[CDZ]|[~/]\S*|\d\d:\d\d(?::\d\d)?/g, '').trim()
