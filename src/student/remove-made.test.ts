import { expect, test } from 'vitest'
import { removeMade } from './remove-made.ts'

async function lines(makes: string[], objects: { kind: string; name: string }[]) {
  const typed: string[] = []
  const world = {
    namespace: 'lab-a',
    objects: objects.map(({ kind, name }) => ({ kind, metadata: { name } })),
  }
  const run = (line: string) => typed.push(line)
  await removeMade({ makes }, world as never, { run } as never)
  return typed
}

test('what a scenario says that it makes is removed, and what else was seen of it', async () => {
  const seen = [
    { kind: 'Deployment', name: 'web' },
    { kind: 'Widget.example.com', name: 'dozy' },
  ]
  expect(await lines(['deployment/web', 'clusterrolebinding/lab-$namespace'], seen)).toEqual([
    'kubectl delete --ignore-not-found --now deployment/web clusterrolebinding/lab-lab-a widget.example.com/dozy',
  ])
})

test('nothing is typed where nothing was made', async () => {
  expect(await lines([], [])).toEqual([])
})
