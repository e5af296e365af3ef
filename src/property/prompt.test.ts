import { expect, test } from 'vitest'
import { promptOfBash } from './prompt.ts'

test.each(['bash-5.2#', 'bash-5.1$', 'bash-2.05b$', 'bash-5.3-rc1#', 'bash-5.2.15(1)-release$'])(
  '%s is a prompt',
  (text) => expect(promptOfBash.exec(`${text} ls`)?.[0]).toBe(text),
)

test.each(['bash-#', 'bash-it$', 'bash-5.2 #', 'bash: 5.2#'])('%s is none', (text) =>
  expect(text).not.toMatch(promptOfBash),
)
