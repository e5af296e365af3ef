import { expect, test } from 'vitest'
import { stagingModules } from './golang.ts'

test('staging modules are those that a release takes from its own tree', () => {
  const goMod = `module k8s.io/kubernetes

require k8s.io/klog/v2 v2.130.1

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/kube-proxy => ./staging/src/k8s.io/kube-proxy
	github.com/other/module => ../module
)

replace k8s.io/kubectl => ./staging/src/k8s.io/kubectl
`
  expect(stagingModules(goMod)).toEqual(['k8s.io/api', 'k8s.io/kube-proxy', 'k8s.io/kubectl'])
})
