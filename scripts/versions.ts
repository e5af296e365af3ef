import { main } from '../src/commands/main.ts'
import { workflowOutputs } from '../src/commands/workflows.ts'

const help = `Usage: scripts/setup versions.ts [OPTIONS]

Prints the versions that workflows need, one a line, as $GITHUB_OUTPUT takes them: kind, runs (a JSON array: the name of each
run, and the option and the value that npm run verify is called with), and names (of the runs, as npm run matrix takes them).

  --kubernetes VERSIONS    with spaces between them; by default each minor version whose node image is pinned
  --image REFERENCE        a node image to run as well, or alone where no version is named
  --help                   this text

Exit codes: 0 printed, 64 wrong usage.`

const config = {
  options: { kubernetes: { type: 'string', default: '' }, image: { type: 'string', default: '' } },
} as const

await main(help, config, async ({ values: { kubernetes, image } }) => {
  for (const line of workflowOutputs(kubernetes, image)) console.log(line)
  return 0
})
