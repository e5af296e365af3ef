import { expect, test } from 'vitest'
import { CannotJudge } from '../errors.ts'
import { readImages } from './control-plane-images.ts'

const printed = `registry.k8s.io/kube-apiserver:v1.30.14
registry.k8s.io/kube-controller-manager:v1.30.14
registry.k8s.io/kube-scheduler:v1.30.14
registry.k8s.io/kube-proxy:v1.30.14
registry.k8s.io/coredns/coredns:v1.11.3
registry.k8s.io/pause:3.9
registry.k8s.io/etcd:3.5.15-0`

test('kubeadm says which etcd, CoreDNS and pause its version wants', () => {
  expect(readImages(printed)).toEqual({
    kubernetes: printed.split('\n').slice(0, 4),
    etcd: { image: 'registry.k8s.io/etcd:3.5.15-0', version: 'v3.5.15' },
    coredns: { image: 'registry.k8s.io/coredns/coredns:v1.11.3', version: 'v1.11.3' },
    pause: 'registry.k8s.io/pause:3.9',
  })
})

test('a candidate of etcd is a version as well', () => {
  const { etcd } = readImages(printed.replace('3.5.15-0', '3.7.0-rc.1-0'))
  expect(etcd.version).toBe('v3.7.0-rc.1')
})

test('what can not be understood is shown', () => {
  const without = printed.replace(/.*etcd.*/, 'registry.k8s.io/kine:1')
  expect(() => readImages(without)).toThrow(CannotJudge)
  expect(() => readImages(without)).toThrow(/etcd[\s\S]*kine:1/)
})
