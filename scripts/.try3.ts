import { setup } from '../src/cluster/setup.ts'
import { createCluster } from '../src/cluster/cluster.ts'
import { terminalReport } from '../src/cluster/report.ts'
import { main } from '../src/main.ts'
await main(async (signal) => {
  const report = terminalReport()
  const t = await setup({ kubernetes: 'v1.37', signal }, report)
  const kind = process.env['FAKE_KIND'] ?? t.kind
  await using cluster = await createCluster({ ...t, kind }, { directory: process.argv[2]!, report, signal })
  console.log('up', cluster.name)
  await new Promise(r => { signal.addEventListener('abort', r); setTimeout(r, 3000) })
  return 0
})
