import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What a spec must leave to the machinery, in its code or in a line that is typed. */
const undeclared: Record<string, RegExp> = {
  'a loop': /(?<![.\w])(?:for|while|do)\s*[({]/,
  'a loop of a shell': /;\s*do\b/,
  'a wait': /\bsetTimeout\b|\btimers\b|\btimeout \d/,
  'a sleep between lines': /[;&|]\s*sleep [\d.]+(?! &)/,
  'a try': /(?<![.\w])try\s*\{|\.catch\(/,
  'a process': /\bprocess\.|child_process|\bexeca\b/,
}
const program = /^\s*\[`\$\{container\}\.args/
const comment = /^\s*(?:\/\/|\/?\*)/

/** @returns a line for each thing that a spec does itself */
const undeclaredIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => !comment.test(line) && !program.test(line))
    .flatMap((line) =>
      Object.entries(undeclared)
        .filter(([, found]) => found.test(line))
        .map(([what]) => `${what}: ${line.trim()}`),
    )

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
)

test.each(files)('%s declares, and does nothing itself', (file) => {
  expect(undeclaredIn(readFileSync(join(import.meta.dirname, file), 'utf8'))).toEqual([])
})

test.each([
  ['a loop', 'for (const one of all) {'],
  ['a loop', '  while (true) {'],
  ['a loop of a shell', "`sh -c 'until kubectl get pods; do true; done'`"],
  ['a wait', 'await new Promise((resolve) => setTimeout(resolve, 5))'],
  ['a wait', "'timeout 20 kubectl get pods -w'"],
  ['a sleep between lines', '`kubectl create -f job.yaml; sleep 2`'],
  ['a try', 'await student.types(line).catch(() => {})'],
  ['a process', "process.env['HOME']"],
])('what does something itself is found: %s', (what, line) => {
  expect(undeclaredIn(line)).toEqual([`${what}: ${line.trim()}`])
})

test('what only reads like it is not found', () => {
  expect(
    undeclaredIn('atFirst(a, is(1)).while(twoRun, getPods).until(typed(remove))\n// for (;;) { sleep }'),
  ).toEqual([])
})
