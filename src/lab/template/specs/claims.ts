import {
  above,
  are,
  atFirst,
  atLast,
  cell,
  columns,
  eventually,
  is,
  never,
  pod,
  pods,
  red,
  stdout,
  type Section,
} from 'kubelab-conformance/lab'
import { fails, isNamedOtherwise, onlyTriesToDelete, saysGoodbye } from './counterexamples.ts'
import { create, getPod, hello, logs, remove } from './student.ts'

export const first: Section = {
  exercise: 'pod',
  title: '1 A Pod',
  file: 'specs/template/claims.ts',
  steps: {
    '1': 'says what the section is for',

    '1.1': {
      'pod/create-message': {
        says: 'The creation is confirmed with the name.',
        in: hello,
        holds: atFirst(stdout(create), is('pod/hello created')),
        turnedRedBy: [red(isNamedOtherwise, stdout(create), is('pod/bye created'))],
      },
      'pod/runs': {
        says: 'The Pod runs, and its container is never started again.',
        in: hello,
        holds: eventually(pod.phase, is('Running')).and(never(pods.restarts, above(0))),
        turnedRedBy: [red(fails, pods.restarts, above(0))],
      },
    },

    '1.2': {
      'pod/listed': {
        says: 'It is listed as running, with the one container that it has.',
        in: hello,
        holds: atFirst(columns(getPod), are('NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'))
          .and(atFirst(cell(getPod, 'READY'), is('1/1')))
          .and(atFirst(cell(getPod, 'STATUS'), is('Running'))),
        turnedRedBy: [red(fails, cell(getPod, 'READY'), is('0/1'))],
      },
      'pod/says-hello': {
        says: 'What it prints can be read.',
        in: hello,
        holds: atFirst(stdout(logs), is('hello')),
        turnedRedBy: [red(saysGoodbye, stdout(logs), is('goodbye'))],
      },
    },

    '1.3': {
      'pod/deleted': {
        says: 'When it is deleted no Pod is left.',
        in: hello,
        holds: atLast(pods.left, is(0)),
        turnedRedBy: [red(onlyTriesToDelete, stdout(remove), is('pod "hello" deleted (dry run)'))],
      },
    },
  },
}
