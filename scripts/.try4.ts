import { setup } from '../src/cluster/setup.ts'
import { main } from '../src/main.ts'
await main(async (signal) => { console.log(await setup({ kubernetes: process.argv[2]!, ...JSON.parse(process.argv[3] ?? '{}'), signal })); return 0 })
