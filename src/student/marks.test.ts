import { setTimeout as pause } from 'node:timers/promises'
import { KubeConfig } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import { Api } from './api.ts'
import { Marks } from './marks.ts'

/** An API that takes each change of a mark, and counts its revisions. */
class MarkedApi extends Api {
  revisions = 100
  refuses = 0

  override async revision(): Promise<string> {
    return '500'
  }

  override async merge(): Promise<string> {
    if (this.refuses > 0) {
      this.refuses -= 1
      throw new Error('away')
    }
    this.revisions += 1
    return String(this.revisions)
  }
}

const signal = new AbortController().signal
const kinds = ['Pod', 'Job', 'Deployment']
const served = kinds.map((kind) => ({
  kind,
  group: '',
  resource: kind,
  apiVersion: '',
  isNamespaced: true,
  names: [],
  path: () => `/${kind}`,
}))

test('a revision is reached when each watch has told of its mark', async () => {
  const api = new MarkedApi(new KubeConfig())
  const marks = new Marks(api, 'marks', kinds, served)
  const reached = marks.reach(signal)
  for (const kind of kinds.slice(1)) marks.note(kind, '200')
  expect(await Promise.race([reached, pause(100, 'not yet')])).toBe('not yet')
  marks.note('Pod', '100')
  expect(await Promise.race([reached, pause(100, 'not yet')])).toBe('not yet')
  marks.note('Pod', '104')
  expect(await reached).toBe('101')
})

test('a server that is away for a moment is asked again', async () => {
  const api = new MarkedApi(new KubeConfig())
  api.refuses = 1
  const marks = new Marks(api, 'marks', kinds, served)
  for (const kind of kinds) marks.note(kind, '200')
  expect(Number(await marks.reach(signal))).toBeGreaterThan(100)
})

test('the end of the run ends the waiting', async () => {
  const controller = new AbortController()
  const reached = new Marks(new MarkedApi(new KubeConfig()), 'marks', kinds, served).reach(controller.signal)
  controller.abort(new Error('over'))
  await expect(reached).rejects.toThrow('over')
})

test('of a kind that has no mark its watch tells itself how far it is', async () => {
  const api = new MarkedApi(new KubeConfig())
  const marks = new Marks(api, 'marks', [...kinds, 'Widget.example.com'], served)
  expect(marks.objects).toEqual(['pod/mark', 'job/mark', 'deployment/mark'])
  const reached = marks.reach(signal)
  for (const kind of kinds) marks.note(kind, '900')
  marks.note('Widget.example.com', '499')
  expect(await Promise.race([reached, pause(100, 'not yet')])).toBe('not yet')
  marks.note('Widget.example.com', '500')
  expect(await reached).toBe('101')
})

test('what two groups serve has one mark', () => {
  const events = [1, 2].map((place) => ({ ...served[0], kind: 'Event', path: () => `/${place}` }) as never)
  expect(new Marks(new MarkedApi(new KubeConfig()), 'marks', ['Event'], events).objects).toEqual([
    'event/mark',
  ])
})
