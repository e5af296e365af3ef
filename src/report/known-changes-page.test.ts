import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allChanges } from '../changes/changes.ts'
import { knownChangesPage } from './known-changes-page.ts'

const docs = join(import.meta.dirname, '../../docs')

test('the known changes are written down, for people and for programs', async () => {
  await expect(knownChangesPage(allChanges())).toMatchFileSnapshot(join(docs, 'changes.md'))
  await expect(`${JSON.stringify({ changes: allChanges() }, undefined, 2)}\n`).toMatchFileSnapshot(
    join(docs, 'changes.json'),
  )
})
