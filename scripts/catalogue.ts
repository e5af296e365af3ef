import { lab } from '../specs/api-objects/lab.ts'
import { main } from '../src/commands/main.ts'
import { catalogueOf } from '../src/report/catalogue.ts'
import { recordedColumns } from '../src/report/matrix/recorded-columns.ts'

const help = `Usage: npm run catalogue

Prints all claims, each with its step of the lab, what is on record against it, and what the recorded runs in traces/api-objects/
show of it, as Markdown; no cluster is needed.`

await main(help, {}, async () => {
  console.log(catalogueOf(lab, await recordedColumns(lab)))
  return 0
})
