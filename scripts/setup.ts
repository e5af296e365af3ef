import { defaultKubernetes, setup } from '../src/cluster/setup.ts'
import { main } from '../src/commands/main.ts'

const help = `Usage: scripts/setup setup.ts [--kubernetes VERSION]

Installs, pulls or builds what a run needs: a container engine, kind, a node image, kubectl. The other commands do
the same first. LAB_SETUP=never only reports what is missing.`

const config = { options: { kubernetes: { type: 'string', default: defaultKubernetes } } } as const

await main(help, config, async ({ values: { kubernetes } }, signal) => {
  const { engine, image, kubectl } = await setup({ kubernetes, signal })
  console.log(`${engine.name}, node image of Kubernetes ${image.kubernetes} (${image.source}), ${kubectl}`)
  return 0
})
