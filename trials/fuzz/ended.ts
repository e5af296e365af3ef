import { forLog } from '../../src/cleaned.ts'
import { oneLine } from '../../src/one-line.ts'
import type { CaseOutcome } from './outcome.ts'
import { saysWhatToDo, uncleanIn } from '../../testing/said.ts'

/** What a script did: its exit code, and what it printed. */
export interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** What a script should have done that was given some words. */
export function judgedLine(words: readonly string[], { code, stdout, stderr }: Ended): CaseOutcome {
  const text = `exit code ${code}\n${stdout}${stderr}`
  const unfit = uncleanIn(stderr)
  if (unfit === 'a stack') return { result: 'crash', text: stderr }
  if (code === 0) return { result: 'valid', text }
  if (code === 2 && stderr.includes('LAB_SETUP is never')) return { result: 'valid', text }
  if (code !== 64 && code !== 2) return { result: 'wrong', text }
  const names = words.flatMap(namesOf).map(shown)
  const namesIt = /\bexpected\b/i.test(stderr) || names.some((name) => name !== '' && stderr.includes(name))
  const lacks = namesIt ? (saysWhatToDo(stderr) ? undefined : 'what to do') : 'which word is meant'
  if (lacks !== undefined) return { result: 'unhelpful', text: `it does not say ${lacks}\n${text}` }
  return unfit === undefined
    ? { result: 'refused', text }
    : { result: 'unhelpful', text: `there is ${unfit} in it\n${text}` }
}

/** A word as an error shows it: what a terminal would obey by its escape, and without what cannot be seen. */
const shown = (word: string) => forLog(oneLine(word))

/** What an error may call a word: itself, an option without its value, or one of several short options. */
function namesOf(word: string): string[] {
  const [option = ''] = word.split('=')
  const short = /^-[^-]/.test(word) ? Array.from(word.slice(1), (letter) => `'-${letter}'`) : []
  return [`'${word}'`, option, ...short]
}
