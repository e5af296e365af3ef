import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sessionOf } from '../../src/session/session-of.ts'
import { givenText } from '../../src/text/given-text.ts'

// The lab's own text is not kept here; where it is at hand it stands beside the checkout.
const folder = join(import.meta.dirname, '../../../shared/seed')
const missing = existsSync(folder) ? '' : ': not tried, there is no ../shared/seed'

test.skipIf(missing !== '')(
  `all that the text of the lab has its reader type is read${missing}`,
  async () => {
    const name = (await readdir(folder)).find((file) => file.endsWith('.txt')) ?? ''
    const { parts } = sessionOf(await givenText(join(folder, name)))
    const typed = parts.filter((part) => part.type === 'typed')
    expect(typed.length).toBe(56)
    expect(typed.filter(({ printed }) => printed.length > 0).length).toBe(46)
    expect(typed.filter(({ into }) => into !== 'shell').map(({ into }) => into)).toEqual([9, 9])
    expect(
      parts.filter((part) => part.type === 'file').map(({ name: file, isPart }) => [file, isPart]),
    ).toEqual([
      ['job.yaml', false],
      ['job.yaml', true],
      ['job.yaml', true],
      ['job.yaml', true],
      ['cronjob.yaml', false],
      ['cronjob.yaml', true],
    ])
    expect(parts.filter((part) => part.type === 'not read')).toEqual([])
  },
)
