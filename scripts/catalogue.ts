import { lab } from '../specs/lab.ts'
import { main } from '../src/commands/main.ts'
import { catalogueOf } from '../src/report/catalogue.ts'

const help = `Usage: npm run catalogue

Prints all claims, each with its step of the lab and what is on record against it, as Markdown; no cluster is needed.`

await main(help, {}, async () => {
  console.log(catalogueOf(lab))
  return 0
})
