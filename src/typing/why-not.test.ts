import { expect, test } from 'vitest'
import type { RowSeen } from './typing.ts'
import { whyNot } from './why-not.ts'

const pod = (name: string, status: unknown, change: RowSeen['change'] = 'modified'): RowSeen => ({
  resource: 'pods',
  namespace: 'default',
  name,
  change,
  at: 0,
  cells: {},
  object: { status },
})
const waits = (reason: string, message = '') => ({
  containerStatuses: [{ image: 'nginx:1.25', state: { waiting: { reason, message } } }],
})
const web = 'web-7bfb4bc78d-7zlx9'
const ofImage = "the image nginx:1.25 can't be pulled here"

interface Case {
  printed?: string
  line?: string
  looks?: boolean
  answer?: string
  code?: number
  rows?: RowSeen[]
}

const why = ({
  printed = '',
  line = 'kubectl get pods',
  looks = true,
  answer = '',
  code = 0,
  rows = [],
}: Case) => whyNot(printed, { line, looks }, { printed: answer, code }, rows)

test.each<[what: string, one: Case, expected: string | undefined]>([
  ['nothing', {}, undefined],
  ['no program', { answer: 'bash: helm: command not found\n', code: 127 }, 'the sandbox has no program helm'],
  [
    'as the text has it',
    { printed: 'bash: helm: command not found', answer: 'bash: helm: command not found' },
    undefined,
  ],
  [
    'a load balancer',
    { printed: '34.1.2.3', answer: 'web  LoadBalancer  <pending>' },
    'no load balancer gives out addresses here',
  ],
  ['one that is pending in the text as well', { printed: '<pending>', answer: '<pending>' }, undefined],
  ['metrics', { answer: 'error: Metrics API not available' }, 'the cluster has no metrics server'],
  ['an image', { answer: web, rows: [pod(web, waits('ImagePullBackOff'))] }, ofImage],
  [
    'an image by the name of its Deployment',
    { answer: 'web  0/1', rows: [pod(web, waits('ErrImagePull'))] },
    ofImage,
  ],
  ['an image of another', { answer: 'db  0/1', rows: [pod(web, waits('ErrImagePull'))] }, undefined],
  [
    'one that was pulled at last',
    { answer: web, rows: [pod(web, waits('ErrImagePull')), pod(web, {})] },
    undefined,
  ],
  ['of a Pod that is gone', { answer: web, rows: [pod(web, waits('ErrImagePull'), 'deleted')] }, undefined],
  [
    'what was done',
    {
      line: 'kubectl scale deployment web',
      looks: false,
      answer: 'web scaled',
      rows: [pod(web, waits('ErrImagePull'))],
    },
    undefined,
  ],
  [
    'who asks what can not run',
    { line: 'curl 10.0.0.1', code: 7, rows: [pod(web, waits('ErrImagePull'))] },
    ofImage,
  ],
  [
    'a container with rights',
    {
      answer: 'root',
      rows: [
        pod(
          'root',
          waits(
            'RunContainerError',
            'exit status 1: kubelab-conformance refuses a container that mounts /etc of the node',
          ),
        ),
      ],
    },
    'the sandbox refuses a container that mounts /etc of the node',
  ],
  [
    'a second node',
    {
      answer: 'web',
      rows: [
        pod('web', {
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: '0/1 nodes are available: 1 node(s) did not match.',
            },
          ],
        }),
      ],
    },
    'there is one node only: 0/1 nodes are available: 1 node(s) did not match.',
  ],
])('%s', (_, one, expected) => {
  expect(why(one)).toBe(expected)
})
