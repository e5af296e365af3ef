import { expect, test } from 'vitest'
import { removeMade } from './remove-made.ts'

async function lines(makes: string[], objects: { kind: string; name: string; namespace?: string }[]) {
  const typed: string[] = []
  const world = {
    namespace: 'lab-a',
    objects: objects.map(({ kind, name, namespace }) => ({ kind, metadata: { name, namespace } })),
  }
  const run = (line: string) => typed.push(line)
  await removeMade({ makes }, world as never, { run } as never)
  return typed
}

test('what a scenario says that it makes is removed, and what else was seen of it', async () => {
  const seen = [
    { kind: 'Deployment', name: 'web', namespace: 'lab-a' },
    { kind: 'Widget.example.com', name: 'dozy', namespace: 'lab-a' },
  ]
  expect(await lines(['deployment/web', 'clusterrolebinding/lab-$namespace'], seen)).toEqual([
    'kubectl delete --ignore-not-found --now deployment/web clusterrolebinding/lab-lab-a widget.example.com/dozy',
  ])
})

test('what is in no namespace is not removed: it is there for all', async () => {
  const seen = ['Node', 'Namespace'].map((kind) => ({ kind, name: 'one' }))
  expect(await lines(['deployment/web'], seen)).toEqual([
    'kubectl delete --ignore-not-found --now deployment/web',
  ])
})

test('nothing is typed where nothing was made', async () => {
  expect(await lines([], [])).toEqual([])
})
