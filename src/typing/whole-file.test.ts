import { expect, test } from 'vitest'
import { Passage } from '../text/passage.ts'
import { wholeFile, withLostLines } from './whole-file.ts'

const before = `# a Job
apiVersion: batch/v1
kind: Job
spec:
  template:
    spec:
      containers:
      - name: main
        image: busybox
      - name: other
        image: busybox
`

const whole = (text: string, isPart: boolean, was: string | undefined) =>
  wholeFile({ content: Passage.at(text, 0), isPart }, was)

test('all of a file is what the text shows', () => {
  expect(whole('kind: Pod\n...\nname: x', false, before)).toBe('kind: Pod\n...\nname: x\n')
})

test('a part is put where it belongs', () => {
  const part =
    '....\nspec:\n  completions: 5\n  <output_omitted>\n  template:\n    spec:\n      containers:\n      - name: other\n        image: nginx\n      ...'
  expect(whole(part, true, before)).toBe(
    before
      .replace('- name: other\n        image: busybox', '- name: other\n          image: nginx')
      .replace(
        '      containers:\n      - name: main\n        image: busybox\n      - name',
        '      containers:\n        - name: main\n          image: busybox\n        - name',
      ) + '  completions: 5\n',
  )
})

test('a part of what is not there, or of no YAML, is all there is', () => {
  expect(whole('...\nspec:\n  a: 1\n', true, undefined)).toBe('spec:\n  a: 1\n')
  expect(whole('...\n[section\n', true, before)).toBe('[section\n')
})

const job = `apiVersion: batch/v1
kind: Job
metadata:
  name: sleepy
spec:
  template:
    spec:
      containers:
        - name: resting
          args: ["3"]
      restartPolicy: Never
`
const changed = (text: string, was: string) => withLostLines({ content: Passage.at(text, 0) }, was)

test('a part whose lines have become one is put where its keys are', () => {
  const five = changed(
    '<left_out> metadata: name: sleepy spec: completions: 5 #<--This is new template: spec: containers: <left_out>',
    job,
  )
  expect(five).toBe(job.replace('Never\n', 'Never\n  completions: 5\n'))
  const both = changed(
    '.... completions: 5 parallelism: 2 activeDeadlineSeconds: 15 # new template: spec: containers: - name: resting args: ["5"] # other ....',
    five,
  )
  expect(both).toBe(
    job
      .replace('["3"]', '["5"]')
      .replace('Never\n', 'Never\n  completions: 5\n  parallelism: 2\n  activeDeadlineSeconds: 15\n'),
  )
  expect(changed('template: spec: activeDeadlineSeconds: 10 # new containers: ....', job)).toBe(
    job.replace('Never\n', 'Never\n      activeDeadlineSeconds: 10\n'),
  )
})
