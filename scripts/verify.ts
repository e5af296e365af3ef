import { lab } from '../specs/api-objects/lab.ts'
import { defaultKubernetes } from '../src/cluster/setup.ts'
import { UsageError } from '../src/errors.ts'
import { existingCluster, existingClusterOptions, reuses } from '../src/commands/existing-cluster.ts'
import { main } from '../src/commands/main.ts'
import { verify } from '../src/commands/verify.ts'

const help = `Usage: npm run verify [-- OPTIONS]

Runs the lab on an ephemeral cluster, or on an existing one, and judges every claim.

  --kubernetes VERSION    the version to verify: v1.36, or any patch or candidate, as v1.36.1 (default ${defaultKubernetes})
  --image REFERENCE       verify an image of a kind node that the engine has or can pull, as docker.io/kindest/node:v1.36.4
  --image-source SOURCE   pull or build the node image; by default pulled where a registry answers, else built
  --context NAME          verify a cluster that is there already, by its context: the run works in namespaces of its own there, and
                          removes all that it has made
  --kubeconfig FILE       with --context: the file that has it; by default what kubectl reads
  --namespaces A,B,...    with --context: work in these namespaces, which are empty, and make none; one is enough, more are
                          quicker
  --kubectl WHICH         a kubectl to test: a path, or a version, as v1.23.3; by default the cluster's own, with --context the one on
                          the PATH where it fits, else one of the server's version
  --quick                 leave out what waits for a CronJob: its claims are not tried
  --only CLAIM,...        work through what these claims need, and judge no others: ids, or how they begin, as job/
  --keep                  leave the cluster running, and say how to use and remove it
  --reuse                 take the cluster that was kept last, of the version of --kubernetes where one is named, and leave it running
  --cost                  say how often the API server was asked, and what this process took of the machine; not with --context or --reuse
  --help                  this text

Exit codes: 0 as recorded, 1 the lab and Kubernetes disagree in a new way, 2 not all could be judged, 64 wrong usage.`

const config = {
  options: {
    kubernetes: { type: 'string' },
    image: { type: 'string' },
    ...existingClusterOptions,
    'image-source': { type: 'string' },
    kubectl: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
    reuse: { type: 'boolean', default: false },
    cost: { type: 'boolean', default: false },
  },
} as const

await main(help, config, async ({ values }, signal) => {
  const { 'image-source': imageSource, ...options } = values
  const existing = existingCluster(values)
  if (imageSource !== undefined && imageSource !== 'pull' && imageSource !== 'build') {
    throw new UsageError(`--image-source: expected pull or build, found ${imageSource}`)
  }
  const { exitCode } = await verify(lab, { ...options, reuse: reuses(values), imageSource, existing }, signal)
  return exitCode
})
