import { catalogue } from '../src/catalogue.ts'
import { main } from '../src/main.ts'

const help = `Usage: npm run catalogue

Prints all claims, each with its step of the lab and what is on record against it; no cluster is needed.`

await main(help, {}, async () => {
  for (const { id, step, says, drift = [] } of await catalogue()) {
    console.log(`${id.padEnd(34)} ${step.padEnd(8)} ${says}`)
    for (const { since, axis, severity, instead } of drift) {
      console.log(
        `${' '.repeat(43)} ${since === 'ever' ? 'never held' : `since ${since}`} (${axis}, ${severity}): ${instead}`,
      )
    }
  }
  return 0
})
