import { kubelab } from './commands.ts'

await kubelab.start(process.argv.slice(2))
