import { expect, test } from 'vitest'
import { asDefault } from './as-default.ts'

const named = [
  'No resources found in @ namespace.',
  'job.batch "sleepy" deleted from @ namespace',
  'Namespace:        @\nSelector: x',
  '  namespace: @\n',
  '{"namespace":"@","name":"sleepy"}',
  'User "system:serviceaccount:@:default" cannot list resource "pods" in API group "" in the namespace "@"',
  '/api/v1/namespaces/@/pods',
  'cat namespace\r\n@/ # ',
  "resume using 'kubectl attach busybox -c busybox -n @ -i -t' command",
  '@',
]

test.each(named)('a namespace is named: %s', (text) => {
  for (const namespace of ['kubelab-3fa92c-rest', 'job', 'in', 'a'])
    expect(asDefault(text.replaceAll('@', namespace), namespace)).toBe(text.replaceAll('@', 'default'))
})

test('a word that is also the name of a namespace stays', () => {
  const text = 'job.batch/sleepy created\nNAME     JOB\nsleepy   job\nin job terms: job'
  expect(asDefault(text, 'job')).toBe(text)
  expect(asDefault('namespace: jobs', 'job')).toBe('namespace: jobs')
})
