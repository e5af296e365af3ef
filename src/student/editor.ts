import { readFile, rm, writeFile } from 'node:fs/promises'
import { edited } from './edit-file.ts'
import type { FileEdit } from '../lab/scenario.ts'

// The program that a line opens as its editor: it makes the edits that the student has in mind, once.
const [orders = '', path = ''] = process.argv.slice(2)
await writeFile(`${orders}.opened`, path)
const text = await readFile(orders, 'utf8').catch(() => undefined)
if (text !== undefined) {
  await rm(orders)
  try {
    await writeFile(path, await edited(path, JSON.parse(text) as FileEdit[]))
  } catch (error) {
    await writeFile(`${orders}.failed`, (error as Error).message)
    process.exitCode = 2
  }
}
