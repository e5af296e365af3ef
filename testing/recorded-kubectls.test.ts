import { expect, test } from 'vitest'
import { readRecording, recordingText, type KubectlAnswer } from './recorded-kubectls.ts'

const answer = (stdout: string, more: Partial<KubectlAnswer> = {}): KubectlAnswer => ({
  exit: 0,
  stdout,
  stderr: '',
  ...more,
})
const many = Array.from({ length: 20 }, (_, line) => `line ${line}`).join('\n')
const lines = [
  {
    typed: 'kubectl get pods',
    answers: new Map([
      ['v1.23.3', answer('NAME   AGE\nweb    <age>')],
      ['v1.24.3', answer('NAME   AGE\nweb    <age>')],
      ['v1.25.4', answer('NAME   AGE\nweb    <age>', { stderr: 'Warning: old' })],
    ]),
  },
  {
    typed: 'kubectl describe pod web',
    answers: new Map([
      ['v1.23.3', answer(many)],
      ['v1.24.3', answer(many.replace('line 7\n', 'line seven\nline 7 and a half\n'))],
      ['v1.25.4', answer('', { exit: null })],
    ]),
  },
]

test('what is recorded can be read again, though only what differs is written', () => {
  const text = recordingText('v1.37.2', lines)
  expect(readRecording(text)).toEqual({ server: 'v1.37.2', lines })
  expect(text.match(/since: .*/g)).toEqual([
    'since: "1.23"',
    'since: "1.25"',
    'since: "1.23"',
    'since: "1.24"',
    'since: "1.25"',
  ])
  expect(text.match(/line 8$/gm)).toHaveLength(1)
})

test('white space is no difference: columns are as wide as ages', () => {
  const [first] = lines
  const wider = new Map([...(first?.answers ?? [])].slice(0, 1)).set(
    'v1.24.3',
    answer('NAME    AGE\nweb     <age>'),
  )
  expect(recordingText('v1.37.2', [{ typed: 'kubectl get pods', answers: wider }])).not.toContain('1.24"')
})

test('a difference is one from what is read, whatever the white space was', () => {
  const texts = ['line 7', 'line    7\nline 7 and a half', 'line seven\nline 7 and a half', 'line  7']
  const answers = new Map(texts.map((text, at) => [`v1.${23 + at}.3`, answer(many.replace('line 7', text))]))
  const [line] = readRecording(recordingText('v1.37.2', [{ typed: 'kubectl get pods', answers }])).lines
  expect([...(line?.answers.values() ?? [])].map(({ stdout }) => stdout.replaceAll(/ +/g, ' '))).toEqual(
    [...answers.values()].map(({ stdout }) => stdout.replaceAll(/ +/g, ' ')),
  )
})

test('how far a line stands in is a difference', () => {
  const document = (at: string) => answer([...many.split('\n'), `${at}name: web`].join('\n'))
  const answers = new Map([
    ['v1.23.3', document('  ')],
    ['v1.24.3', document('    ')],
  ])
  const line = { typed: 'kubectl get pod web -o yaml', answers }
  expect(readRecording(recordingText('v1.37.2', [line])).lines).toEqual([line])
})

test('a difference that does not fit is an error', () => {
  const text = recordingText('v1.37.2', lines).replace(/^( *)line 7$/m, '$1line 77')
  expect(() => readRecording(text)).toThrow('below kubectl describe pod web')
})
