import { main } from '../src/commands/main.ts'
import { workflowOutputs } from '../src/commands/workflows.ts'

const help = `Usage: scripts/setup versions.ts [--kubernetes VERSIONS]

Prints the versions that workflows need, one a line, as $GITHUB_OUTPUT takes them: kind, versions (of Kubernetes, a JSON
array) and actionlint.

  --kubernetes VERSIONS    with spaces between them; by default each minor version whose node image is pinned
  --help                   this text

Exit codes: 0 printed, 64 wrong usage.`

const config = { options: { kubernetes: { type: 'string', default: '' } } } as const

await main(help, config, async ({ values }) => {
  for (const line of workflowOutputs(values.kubernetes)) console.log(line)
  return 0
})
