import { main } from '../src/commands/main.ts'
import { kubelab } from './commands.ts'

await main((signal) => kubelab.answer(process.argv.slice(2), signal))
