import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { CannotJudge, LeftBehind, UsageError } from '../errors.ts'
import { claimsOf, type Lab } from '../lab/lab.ts'
import { may, own } from '../lab/need.ts'
import { scenario } from '../lab/scenario.ts'
import { stdout } from '../property/answers.ts'
import { runs } from '../property/line.ts'
import { is } from '../property/matcher.ts'
import { pod } from '../property/pods.ts'
import { atFirst } from '../property/property.ts'
import { FakeHost } from '../../testing/fake-host.ts'
import { Guest } from './guest.ts'

const signal = new AbortController().signal
const getNodes = 'kubectl get nodes'
const bind = 'kubectl create clusterrolebinding lab-$namespace'
const twice = runs('kubectl get events', 'early', 'late')

const looking = scenario(
  'looking',
  {
    files: [],
    needs: [
      ...may('list', { resource: 'nodes' }, [getNodes]),
      ...may('list', { resource: 'events', namespace: own }, [twice.late]),
      ...may('create delete', { resource: 'clusterrolebindings' }, [bind]),
      {
        lines: ['kubectl get pods -n kube-system'],
        look: {
          path: '/api/v1/namespaces/kube-system/pods',
          as: 'student',
          found: (_, body) => (body as { items: unknown[] }).items.length > 0,
          otherwise: 'it has no control plane of Pods',
        },
      },
    ],
    makes: ['job/sleepy', 'clusterrolebinding/lab-$namespace'],
  },
  async () => {},
)
const typing = scenario(
  'typing',
  { files: [], needs: may('create', { resource: 'secrets', namespace: own }) },
  async () => {},
)

const claim = { says: '', holds: atFirst(stdout(getNodes), is('')), turnedRedBy: [] }
const lab: Lab = {
  name: 'guest',
  title: '',
  module: '',
  manifests: '',
  traces: '',
  accepted: [],
  watches: ['Job', 'CronJob', 'Deployment'],
  noise: '',
  sections: [
    {
      exercise: 'a',
      title: '',
      file: '',
      steps: {
        '1': {
          'a/one': { ...claim, in: looking },
          'a/two': { ...claim, in: typing, holds: atFirst(pod.phase, is('')) },
        },
      },
    },
  ],
}

const open = ({ kubectl, kubeconfig }: FakeHost, given?: string[]) =>
  Guest.open(
    claimsOf(lab),
    { context: 'theirs', options: '--context theirs', kubectl, kubeconfig, given, watches: lab.watches },
    signal,
  )

test('it works in namespaces that are named for the run, and removes them', async () => {
  await using host = await FakeHost.start()
  const guest = await open(host)
  const [first = '', second = ''] = guest.namespaces
  expect(guest.namespaces).toHaveLength(2)
  expect(first).toMatch(/^kubelab-[0-9a-f]{6}-1$/)
  expect(host.asked.filter((one) => one === 'POST /api/v1/namespaces')).toHaveLength(2)
  await guest[Symbol.asyncDispose]()
  expect(new Set((await host.called()).map((line) => line.split(' ').at(-1)))).toEqual(
    new Set([`namespace/${first}`, `namespace/${second}`]),
  )
})

test('what is owed when the run ends is removed by name, and nothing else', async () => {
  await using host = await FakeHost.start()
  {
    await using guest = await open(host, ['one'])
    guest.owes('one', looking.makes ?? [])
    guest.owes('one', ['pod/mark'])
    await guest.remove('one', ['pod/mark'])
  }
  const called = (await host.called()).map((line) => line.replace(/--.* /, ''))
  expect(called.filter((line) => line.startsWith('delete')).toSorted()).toEqual([
    'delete clusterrolebinding/lab-one',
    'delete job/sleepy',
    'delete pod/mark',
  ])
})

const denied = 'Error from server (Forbidden): pods \\"mark\\" is forbidden: a policy denied request'
const deniesDeletion = `[ $1 = delete ] && echo "${denied}" >&2 && exit 1`

test.each([
  ['that is there', `${deniesDeletion}; [ $1 = get ] && echo job/sleepy`],
  ['of which nobody says whether it is there', `${deniesDeletion}; exit 1`],
])('what can not be removed %s is said, with the command that removes it', async (_, script) => {
  await using host = await FakeHost.start()
  const guest = await open(host, ['one'])
  guest.owes('one', ['job/sleepy', 'pod/mark'])
  await host.kubectlDoes(script)
  const removal = guest[Symbol.asyncDispose]()
  await expect(removal).rejects.toThrow(LeftBehind)
  await expect(removal).rejects.toThrow(
    /found that this can be left: Error from server \(Forbidden\): .* a policy denied request\nRemove it yourself:\n {2}kubectl --context theirs delete --ignore-not-found --namespace=one --cascade=foreground job\/sleepy pod\/mark$/,
  )
  expect(await host.called()).toContain('get --ignore-not-found --output=name --namespace=one job/sleepy')
})

test('the same is said of namespaces, and where there is no kubectl any more', async () => {
  await using host = await FakeHost.start()
  const guest = await open(host)
  await rm(host.kubectl)
  const all = guest.namespaces.map((name) => `namespace/${name}`).join(' ')
  await expect(guest[Symbol.asyncDispose]()).rejects.toThrow(
    new RegExp(
      `ENOENT.*\nRemove it yourself:\n {2}kubectl --context theirs delete --ignore-not-found ${all}$`,
      's',
    ),
  )
})

test('of what is not there nothing is said, whoever may not remove it', async () => {
  await using host = await FakeHost.start(`${deniesDeletion}; exit 0`)
  const guest = await open(host, ['one'])
  guest.owes('one', ['job/sleepy'])
  await expect(guest[Symbol.asyncDispose]()).resolves.toBeUndefined()
})

test('what the run can not make, since its lines are left out, is not owed', async () => {
  await using host = await FakeHost.start()
  {
    await using guest = await open(host, ['one'])
    expect(guest.makes(looking)).toEqual(['job/sleepy', 'clusterrolebinding/lab-$namespace'])
  }
  // One of two actions that the line needs is enough.
  host.refused.add('delete clusterrolebindings')
  await using guest = await open(host, ['one'])
  expect(guest.makes(looking)).toEqual(['job/sleepy'])
})

test('when one namespace can not be made, those that were asked for are removed after they have been made', async () => {
  await using host = await FakeHost.start()
  let made = 0
  host.answers.set('POST /api/v1/namespaces', async () => {
    made += 1
    if (made === 1) return [403, { message: 'a quota denied request' }]
    await pause(300)
    await host.note('the second is made')
    return [201, {}]
  })
  await expect(open(host)).rejects.toThrow('a quota denied request')
  expect(await host.called()).toEqual([
    'the second is made',
    expect.stringMatching(/^delete .*-1$/),
    expect.stringMatching(/^delete .*-2$/),
  ])
})

test('what can not be removed is said also when the run could not begin', async () => {
  await using host = await FakeHost.start(`${deniesDeletion}; exit 1`)
  host.refused.add('create pods')
  await expect(open(host)).rejects.toMatchObject({
    error: expect.any(LeftBehind),
    suppressed: expect.objectContaining({
      message: expect.stringContaining('Bind the ClusterRole edit there'),
    }),
  })
})

test('lines and scenarios are left out that need what the user may not do, or what the cluster has not', async () => {
  await using host = await FakeHost.start()
  for (const action of ['list nodes', 'list events', 'create secrets']) host.refused.add(action)
  await using guest = await open(host, ['one'])
  expect(guest.leavesOut(looking)).toBeUndefined()
  expect(guest.leavesOut(looking, getNodes)).toBe(
    'the user of this cluster may not list nodes in all of the cluster',
  )
  expect(guest.leavesOut(looking, twice.early)).toBeUndefined()
  expect(guest.leavesOut(looking, twice.late)).toBe(
    'the user of this cluster may not list events in the namespace one',
  )
  expect(guest.leavesOut(looking, 'kubectl get pods -n kube-system')).toBe(
    'this cluster can not show it: it has no control plane of Pods',
  )
  expect(guest.leavesOut(typing)).toContain('create secrets')
})

test('scenarios are left out whose claims look at what the user may not watch', async () => {
  await using host = await FakeHost.start()
  host.refused.add('watch deployments')
  await using guest = await open(host, ['one'])
  expect(guest.kinds).not.toContain('Deployment')
  expect(guest.leavesOut(typing)).toBeUndefined()
})

test('who may not make namespaces is told to name some', async () => {
  await using host = await FakeHost.start()
  host.refused.add('create namespaces')
  await expect(open(host)).rejects.toThrow(
    /may not create them\. Name namespaces for the run with --namespaces a,b,\.\.\.: one is enough, in 2 /,
  )
  expect(await host.called()).toEqual([])
})

test('who may not even make pods is told what it takes', async () => {
  await using host = await FakeHost.start()
  host.refused.add('create pods')
  await expect(open(host, ['one'])).rejects.toThrow(/Bind the ClusterRole edit there/)
})

test('a given namespace must be empty, and must be there', async () => {
  await using host = await FakeHost.start()
  host.answers.set('GET /apis/batch/v1/namespaces/one/jobs', [
    200,
    { items: [{ metadata: { name: 'sleepy' } }] },
  ])
  await expect(open(host, ['one'])).rejects.toThrow(UsageError)
  await expect(open(host, ['one'])).rejects.toThrow('expected one to be empty, found there the Job sleepy.')
  host.answers.set('GET /api/v1/namespaces/two/serviceaccounts/default', [404, { message: 'not found' }])
  await expect(open(host, ['two'])).rejects.toThrow('found none in two')
})

test('what the run will make must not be there, or it would remove what is not its own', async () => {
  await using host = await FakeHost.start('[ $1 != get ] || echo clusterrolebinding/lab-one')
  await expect(open(host, ['one'])).rejects.toThrow(UsageError)
  await expect(open(host, ['one'])).rejects.toThrow('found that this is there: clusterrolebinding/lab-one.')
  expect(await host.called()).toContainEqual(expect.stringMatching(/^get .* clusterrolebinding\/lab-one$/))
})

test('a cluster that refuses the pods of the lab, or adds to them, is told in words', async () => {
  await using host = await FakeHost.start()
  const make = 'POST /api/v1/namespaces/one/pods'
  host.answers.set(make, [403, { message: 'violates PodSecurity "restricted:latest"' }])
  await expect(open(host, ['one'])).rejects.toThrow(/refuses it\..*violates PodSecurity "restricted:latest"/)
  const containers = [
    { name: 'still', image: 'busybox' },
    { name: 'proxy', image: 'mesh' },
  ]
  host.answers.set(make, [201, { spec: { containers } }])
  await expect(open(host, ['one'])).rejects.toThrow(CannotJudge)
  await expect(open(host, ['one'])).rejects.toThrow('the container proxy of mesh')
})

test('without the Leases of the controllers nobody can tell whether the cluster is well', async () => {
  await using host = await FakeHost.start()
  {
    await using guest = await open(host, ['one'])
    expect(guest.unwitnessed).toBeUndefined()
  }
  for (const namespace of ['kube-system', 'kube-node-lease']) {
    host.refused.add(`watch leases in ${namespace}`)
    await using guest = await open(host, ['one'])
    expect(guest.unwitnessed).toContain('may not watch the Leases in kube-system and kube-node-lease')
    host.refused.clear()
  }
  host.answers.set('GET /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-controller-manager', [
    404,
    {},
  ])
  await using guest = await open(host, ['one'])
  expect(guest.unwitnessed).toContain('no Lease of a controller manager')
})

test('scenarios take turns where there are fewer namespaces', async () => {
  await using host = await FakeHost.start()
  await using guest = await open(host, ['one'])
  const order: string[] = []
  const work = (name: string) =>
    guest.inNamespace(signal, async (namespace) => {
      order.push(`${name} begins in ${namespace}`)
      await pause(10)
      order.push(`${name} ends`)
    })
  await Promise.all([work('a'), work('b'), work('c')])
  expect(order).toEqual([
    'a begins in one',
    'a ends',
    'b begins in one',
    'b ends',
    'c begins in one',
    'c ends',
  ])
})

test('the end of the run ends the waiting for a namespace', async () => {
  await using host = await FakeHost.start()
  await using guest = await open(host, ['one'])
  const controller = new AbortController()
  const done = Promise.withResolvers<void>()
  const working = guest.inNamespace(signal, () => done.promise)
  const waiting = guest.inNamespace(controller.signal, async () => {})
  controller.abort(new Error('over'))
  await expect(waiting).rejects.toThrow('over')
  done.resolve()
  await working
})
