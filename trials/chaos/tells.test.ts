import { expect, test, vi } from 'vitest'
import type { JudgedByWorker } from '../../src/run/messages.ts'
import type { Reason } from '../../src/property/reason.ts'
import type { Ailment } from '../../src/trace/ailment.ts'
import { rowsOf } from './chaos-table.ts'
import { faults } from './faults.ts'

// Nothing that is decided here hangs on a word.
vi.mock('../../src/property/reason-words.ts', () => ({
  reasonInWords: () => 'x',
  undecidedInWords: () => 'x',
  ailmentsInWords: () => 'x',
}))

const seconds = 9
const node = 'kubelab-control-plane'
const ailments: { [Kind in Ailment['kind']]: (Ailment & { kind: Kind })[] } = {
  unwitnessed: [{ kind: 'unwitnessed', why: 'no Leases' }],
  'clock set': [{ kind: 'clock set', seconds }],
  'API server away': [{ kind: 'API server away' }],
  'API server silent': [{ kind: 'API server silent', seconds }],
  'recorder away': [{ kind: 'recorder away', seconds }],
  'lease late': ['kube-controller-manager', 'kube-scheduler', node].map((component) => ({
    kind: 'lease late',
    component,
    seconds,
  })),
  'lease missing': [{ kind: 'lease missing', component: node, seconds }],
  'kubelet started again': [{ kind: 'kubelet started again', component: node }],
  'kubelet silent': [{ kind: 'kubelet silent', component: node, seconds }],
  'pod connection lost': [{ kind: 'pod connection lost', printed: 'falling back to logs' }],
  hindrance: [{ kind: 'hindrance', message: 'exceeded quota' }],
  'container not started': ['ErrImagePull', 'CreateContainerError'].map((reason) => ({
    kind: 'container not started',
    pod: 'p',
    reason,
  })),
  'container lost': [{ kind: 'container lost', pod: 'p', reason: 'Unknown' }],
}
const reasons: Reason[] = [
  ...Object.values(ailments).flatMap((some) =>
    some.map((one): Reason => ({ kind: 'doubted', ailments: [one] })),
  ),
  { kind: 'changes missed', of: 'Pod' },
  { kind: 'step broke', lost: 'API server' },
  { kind: 'not ended', lost: 'API server' },
  { kind: 'step broke', lost: 'watch' },
  // Words decide nothing.
  { kind: 'step broke', why: 'the API server does not answer any more, nor the watch of Pods' },
  { kind: 'step broke', why: 'port 8001 is taken' },
  { kind: 'line killed', line: 'kubectl get pods', by: 'SIGKILL' },
  { kind: 'output lost', line: 'kubectl get pods', stream: 'stdout', there: 1, came: 2 },
  { kind: 'hidden by a secret' },
  { kind: 'trace broken off' },
]
const shortOf = (reason: Reason) =>
  'ailments' in reason
    ? reason.ailments.map((one) => Object.values(one).join(' ')).join()
    : Object.values(reason).join(' ')

const verdictOf = (fault: (typeof faults)[number], reason: Reason) => {
  const claim: JudgedByWorker = {
    id: 'job/one',
    scenario: 's',
    verdict: 'blocked',
    found: [],
    reason,
  }
  const came = { fault, moment: { afterBegin: 3 }, lasts: 0, pick: 0, at: 1 }
  const [row] = rowsOf([{ number: 1, quick: true, faults: [came], judged: [claim], unclaimed: [], left: [] }])
  return row?.wrong === 0 && row.blocked === 1 ? 'explained' : 'wrong'
}

test.each(faults.map((fault) => [fault.name, fault] as const))(
  'of a claim that is blocked, %s explains these reasons and no others',
  (_, fault) => {
    expect(
      reasons.filter((reason) => verdictOf(fault, reason) === 'explained').map(shortOf),
    ).toMatchSnapshot()
  },
)
