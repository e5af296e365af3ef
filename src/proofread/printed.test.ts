import { expect, test } from 'vitest'
import { textOfContent } from '../compare/content.ts'
import { Passage } from '../text/passage.ts'
import { knownPrint } from './known-print.ts'
import { readPrinted } from './printed.ts'

/** What is read of a text that has lost its line ends, where this is known to come back. */
const read = (text: string, ...likes: string[]) => readPrinted(Passage.at(text, 100), likes.map(knownPrint))

/** Where each part is in the text, by the last of its path. */
const places = (text: string, ...likes: string[]) =>
  Object.fromEntries(
    [...read(text, ...likes).spans].map(([path, { from, to }]) => [path, text.slice(from - 100, to - 100)]),
  )

const cronJobs = `NAME     SCHEDULE      SUSPEND   LAST SCHEDULE
dozy     */5 * * * *   True      <none>`

test('a table gets its rows back: headers of two words, and cells of five', () => {
  const flat = 'NAME SCHEDULE LAST SCHEDULE sleepy */2 * * * * 21s dozy @hourly 3m <output_omitted>'
  expect(textOfContent(read(flat, cronJobs).content).split('\n')).toEqual([
    'NAME   SCHEDULE   LAST SCHEDULE',
    'sleepy   */2 * * * *   21s',
    'dozy   @hourly   3m',
  ])
  expect(read(flat, cronJobs).omissions).toHaveLength(1)
  expect(places(flat, cronJobs)).toMatchObject({
    '["columns"]': 'NAME SCHEDULE LAST SCHEDULE',
    '["SCHEDULE","[sleepy]"]': '*/2 * * * *',
    '["rows","[dozy]"]': 'dozy @hourly 3m',
  })
})

test('of what nothing is known a schedule has five words, and an age in brackets belongs to its cell', () => {
  const flat = 'NAME SCHEDULE RESTARTS AGE sleepy */2 * * * * 2 (3s ago) 21s dozy @hourly 0 3m'
  expect(textOfContent(read(flat).content).split('\n').slice(1)).toEqual([
    'sleepy   */2 * * * *   2 (3s ago)   21s',
    'dozy   @hourly   0   3m',
  ])
})

test('what is left of a row that is no whole row is not guessed', () => {
  expect(read('NAME SUSPEND a True b', cronJobs).unread?.map(({ text }) => text)).toEqual(['b'])
})

test('columns that are cut off are known to be left out', () => {
  expect(read('NAME SCHEDULE ... a */2 * * * *', cronJobs).lacksColumns).toBe(true)
})

test('a table keeps empty cells where it has its line ends', () => {
  const text = 'NAME     DURATION   AGE\nsleepy              3s'
  expect(places(text)['["AGE","[sleepy]"]']).toBe('3s')
  expect(places(text)['["DURATION","[sleepy]"]']).toBeUndefined()
})

test('a column may have its unit in brackets, and be a part of the name of another', () => {
  const text =
    'NAME   RECLAIM POLICY   STATUS      CLAIM   PORT(S)   CPU%\ndisk   Retain           Available           80/TCP    3%'
  expect(places(text)).toMatchObject({
    '["PORT(S)","[disk]"]': '80/TCP',
    '["STATUS","[disk]"]': 'Available',
    '["CPU%","[disk]"]': '3%',
  })
})

const job = `Name:        a
Labels:      b=1
             c=2
Start Time:  Tue, 16 Oct 2018 04:22:50 +0000
Duration:    3s`

test('a description gets its fields back: names of two words, values of several lines', () => {
  const flat = 'Name: sleepy Labels: x=1 y=2 Start Time: Mon, 02 Mar 2026 10:20:30 +0000 Duration: 5s'
  expect(textOfContent(read(flat, job).content)).toBe(
    '{Name: sleepy, Labels: x=1\ny=2, Start Time: Mon, 02 Mar 2026 10:20:30 +0000, Duration: 5s}',
  )
})

const document = `apiVersion: v1
metadata:
  name: a
  labels:
    name: b
spec:
  parallelism: 1
  containers:
  - name: c
    args: ["3"]
  restartPolicy: Never`

test.each([
  ['whole', document.replaceAll(/\s+/g, ' ')],
  ['as it stands', document],
])('YAML is the same document: %s', (_, text) => {
  expect(textOfContent(read(text, document).content)).toBe(
    '{apiVersion: v1, metadata: {name: a, labels: {name: b}}, spec: {parallelism: 1, containers: {[c]: {name: c, args: [3]}}, restartPolicy: Never}}',
  )
})

test('a part of YAML is where it is in the whole, and comments are none of it', () => {
  const flat = '<output_omitted> parallelism: 2 #<-- this line is new containers: - name: c <output_omitted>'
  expect(textOfContent(read(flat, document).content)).toBe(
    '{spec: {parallelism: 2, containers: {[c]: {name: c}}}}',
  )
})

const answer = '{"kind": "Status", "details": {"kind": "x", "message": "all of it"}}'

test.each([
  ['{ "kind": "Status", "details": { "message": "cut...', '{kind: Status, details: {message: cut...}}'],
  ['<output_omitted> "message": "all of it" <output_omitted>', '{details: {message: all of it}}'],
])('JSON is closed where it is cut off, and put where it belongs: %s', (text, content) => {
  expect(textOfContent(read(text, answer).content)).toBe(content)
})

test('lines end where those do that are known, however they were broken', () => {
  const known = '[1] 13989\nStarting to serve on 127.0.0.1:8001'
  expect(textOfContent(read('[1] 22 Starting to serve on 127.0.0.1:8001', known).content)).toBe(
    '[1] 22\nStarting to serve on 127.0.0.1:8001',
  )
  expect(textOfContent(read('[1] 22\nStarting to serve\non 127.0.0.1:8001', known).content)).toBe(
    '[1] 22\nStarting to serve on 127.0.0.1:8001',
  )
})
