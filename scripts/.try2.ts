import { setup } from '/work/main/src/cluster/setup.ts'
import { createCluster } from '/work/main/src/cluster/cluster.ts'
import { terminalReport } from '/work/main/src/cluster/report.ts'
import { execaSync } from 'execa'
const r = terminalReport()
let t = performance.now(); const lap = (s: string) => { console.log(s, ((performance.now()-t)/1000).toFixed(2)); t = performance.now() }
const toolbox = await setup({ kubernetes: process.argv[2] ?? 'v1.37' }, r)
lap('setup')
const dir = process.argv[3] ?? '/tmp/w/c1'
{
  await using cluster = await createCluster(toolbox, { directory: dir, report: r })
  lap('create')
  console.log(cluster)
  const k = (...a: string[]) => execaSync(toolbox.kubectl, ['--kubeconfig', cluster.kubeconfig, ...a], {reject:false, all:true}).all
  console.log(k('get','pods,nodes','-A','-o','wide'))
  console.log(k('version'))
  console.log(k('run','b','--image=busybox','--restart=Never','--attach','--','sh','-c','id; nslookup kubernetes.default; wget -qO- --no-check-certificate https://kubernetes.default.svc/version || true; sleep 1'))
  lap('busybox')
  console.log(k('get','pods,nodes','-A','-o','wide'))
  console.log(k('get','events'))
  if (process.argv[4]) await new Promise(r => setTimeout(r, 1000*Number(process.argv[4])))
  t = performance.now()
}
lap('delete')
