import { lab } from '../specs/lab.ts'
import { defaultKubernetes } from '../src/cluster/setup.ts'
import { UsageError } from '../src/errors.ts'
import { main } from '../src/commands/main.ts'
import { verify } from '../src/commands/verify.ts'

const help = `Usage: npm run verify [-- OPTIONS]

Runs the lab on an ephemeral cluster and judges every claim.

  --kubernetes VERSION    the version to verify (default ${defaultKubernetes})
  --image-source SOURCE   pull or build the node image; by default pulled where a registry answers, else built
  --kubectl PATH          a kubectl to test; by default the cluster's own
  --quick                 leave out what waits for a CronJob: its claims are not tried
  --keep                  leave the cluster running, and say how to use and remove it
  --help                  this text

Exit codes: 0 as recorded, 1 the lab and Kubernetes disagree in a new way, 2 not all could be judged, 64 wrong usage.`

const config = {
  options: {
    kubernetes: { type: 'string', default: defaultKubernetes },
    'image-source': { type: 'string' },
    kubectl: { type: 'string' },
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
} as const

await main(help, config, async ({ values }, signal) => {
  const { kubernetes, kubectl, quick, keep, 'image-source': imageSource } = values
  if (imageSource !== undefined && imageSource !== 'pull' && imageSource !== 'build') {
    throw new UsageError(`--image-source: expected pull or build, found ${imageSource}`)
  }
  const { exitCode } = await verify(
    lab,
    { kubernetes, quick, keep, ...(imageSource && { imageSource }), ...(kubectl && { kubectl }) },
    signal,
  )
  return exitCode
})
