import { describe, expect, test } from 'vitest'
import type { Command } from '../trace/world.ts'
import { commandsOf, lineInWords, runs } from './line.ts'

const get = runs('kubectl get job', 'atTheStart', 'whenComplete')

const command = (number: number, line: string, run?: string): Command => ({
  number,
  line,
  ...(run !== undefined && { run }),
  because: 'lab',
  typedAt: number,
  files: new Map(),
  inputs: [],
  stdout: '',
  stderr: '',
})
const numbers = (line: Parameters<typeof commandsOf>[0], ...all: Command[]) =>
  commandsOf(line, all).map(({ number }) => number)

describe('the commands that are a line', () => {
  const named = [
    command(1, get.atTheStart.text, 'whenComplete'),
    command(2, get.atTheStart.text, 'atTheStart'),
  ]
  const unnamed = [command(1, 'true'), command(2, get.atTheStart.text), command(3, get.atTheStart.text)]

  test('a text is any run of it', () => {
    expect(numbers('kubectl get job', ...named)).toEqual([1, 2])
  })
  test('a run is known by its name, whenever it was typed', () => {
    expect(numbers(get.atTheStart, ...named)).toEqual([2])
    expect(numbers(get.whenComplete, ...named)).toEqual([1])
  })
  test('where no run has a name it is known by its place', () => {
    expect(numbers(get.atTheStart, ...unnamed)).toEqual([2])
    expect(numbers(get.whenComplete, ...unnamed)).toEqual([3])
  })
  test('a run that was not typed is none', () => {
    expect(numbers(get.whenComplete, command(1, get.atTheStart.text, 'atTheStart'))).toEqual([])
  })
  test('a pattern is every line that it matches', () => {
    expect(numbers(/^t/, ...unnamed)).toEqual([1])
  })
})

test('a line in words has the name of its run', () => {
  expect(lineInWords(get.whenComplete)).toBe('“kubectl get job” (when complete)')
  expect(lineInWords('true')).toBe('“true”')
})
