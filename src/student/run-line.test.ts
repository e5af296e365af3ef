import { expect, test } from 'vitest'
import { types } from '../lab/counterexample.ts'
import { processStart } from '../process-start.ts'
import { stdout as outputOf } from '../property/answers.ts'
import { commandsIn, lineWith, runs } from '../property/line.ts'
import { runLine } from './run-line.ts'
import { aLongTime, testDesk } from '../../testing/test-desk.ts'

const twice = runs('echo a', 'first', 'second')

test('what is typed, what comes back and how it ends is in the trace', async () => {
  await using desk = await testDesk()
  const line = 'echo out; echo err >&2; exit 3'
  expect(await runLine(line, 'lab', desk)).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' })
  const command = 1
  expect(desk.events).toMatchObject([
    { type: 'typed', scenario: 'test', command, line, because: 'lab' },
    { type: 'output', command, stream: 'stdout', text: 'out\n' },
    { type: 'output', command, stream: 'stderr', text: 'err\n' },
    { type: 'exited', command, code: 3, bytes: { stdout: 4, stderr: 4 } },
  ])
})

test('of a token that was put into a variable no piece is recorded', async () => {
  const part = (text: string) => Buffer.from(text).toString('base64url')
  const [claims, signature] = [
    `${part('{"alg":"RS256"}')}.${part('{"sub":"me"}')}`,
    part('signed by nobody at all'),
  ]
  await using desk = await testDesk()
  await runLine(
    `export token=$(printf %s.%s ${claims} ${signature.replaceAll(/./g, String.raw`\$&`)})`,
    'lab',
    desk,
  )
  await runLine('echo ${token##*.}; echo $token | tail -c 20 | base64', 'lab', desk)
  const shown = desk.events.find((event) => event.type === 'output')
  expect(shown?.text).toMatch(/^(<part of token [0-9a-f]{8}>\n){2}$/)
})

test('a line is known as the same when a secret in it has been learned meanwhile', async () => {
  await using desk = await testDesk()
  const line = 'true s3cretvalue'
  await runLine(line, 'lab', desk)
  desk.writer.secrets.learn('s3cretvalue')
  await runLine(line, 'lab', desk)
  await runLine('true or s3cretvalue', 'lab', desk)
  expect(desk.events.filter(({ type }) => type === 'typed')).toMatchObject([
    { command: 1, line },
    { command: 2, line: 'true <secret>', firstTyped: 1 },
    { command: 3, line: 'true or <secret>', firstTyped: 3 },
  ])
  expect(commandsIn(desk.waiter.world, line).map(({ number }) => number)).toEqual([1, 2])
})

test('the bytes that a line printed are counted as the trace has them, without its secrets', async () => {
  await using desk = await testDesk()
  await runLine('echo é eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln', 'lab', desk)
  const output = desk.events.find((event) => event.type === 'output')
  expect(output?.text).toMatch(/^é <token \w{8}>\n$/)
  expect(desk.events.at(-1)).toMatchObject({ type: 'exited', bytes: { stdout: 20, stderr: 0 } })
})

test('a line that needs what the cluster has not is left out, and the trace says why', async () => {
  await using desk = await testDesk()
  desk.leavesOut = (line) => (line === twice.second ? 'no nodes' : undefined)
  expect(await runLine(twice.second, 'lab', desk)).toEqual({ code: null, stdout: '', stderr: '' })
  expect(desk.events).toMatchObject([
    { type: 'left out', scenario: 'test', line: 'echo a', run: 'second', reason: 'no nodes' },
  ])
  await runLine(twice.first, 'lab', desk)
  expect(desk.events).toMatchObject([{}, { type: 'typed' }, { type: 'output' }, { type: 'exited' }])
})

test('a line that a signal ended has no exit code', async () => {
  await using desk = await testDesk()
  expect(await runLine('kill -KILL $$', 'lab', desk)).toMatchObject({ code: null })
  expect(desk.events.at(-1)).toMatchObject({ type: 'exited', code: null, signal: 'SIGKILL' })
})

test('a line that gives no prompt back is ended at its limit, and the trace has what it printed, and why', async () => {
  await using desk = await testDesk()
  const line = 'trap "" TERM; sleep 1234 & echo $!; cat /dev/zero > /dev/null'
  const { stdout, ...returned } = await runLine(line, 'lab', desk, { limit: 1000 })
  expect(returned).toEqual({ code: null, stderr: '' })
  expect(processStart(Number(stdout))).toBeUndefined()
  const reason = 'it gave no prompt back within 1 s'
  expect(desk.events.slice(1)).toMatchObject([
    { type: 'output', text: stdout },
    { type: 'exited', code: null, signal: 'SIGTERM', reason, bytes: { stdout: stdout.length } },
  ])
  expect(await runLine('echo on', 'lab', desk)).toMatchObject({ code: 0, stdout: 'on\n' })
})

test('what a line leaves running in the background is ended with it at the limit', async () => {
  await using desk = await testDesk()
  const { stdout } = await runLine('sleep 1234 & echo $!', 'lab', desk, { limit: 500 })
  expect(processStart(Number(stdout))).toBeUndefined()
  expect(desk.events.at(-1)).toMatchObject({
    type: 'exited',
    code: null,
    reason: 'it gave no prompt back within 0.5 s',
  })
})

test('the runs of a line have their names in the trace, and numbers of their own', async () => {
  await using desk = await testDesk()
  await runLine(twice.first, 'lab', desk)
  await runLine(twice.second, 'lab', desk)
  await runLine('echo a', 'also', desk)
  const typed = desk.events.filter(({ type }) => type === 'typed')
  expect(typed).toMatchObject([
    { command: 1, line: 'echo a', run: 'first', because: 'lab' },
    { command: 2, line: 'echo a', run: 'second', because: 'lab' },
    { command: 3, line: 'echo a', because: 'also' },
  ])
  expect(typed[2]).not.toHaveProperty('run')
})

test('what only the cluster knows is typed as it is found then, and the line goes by its name', async () => {
  const named = lineWith('echo pod <pod>', { pod: outputOf('echo a') })
  const again = runs(named, 'first', 'second')
  await using desk = await testDesk()
  await runLine('echo a', 'lab', desk)
  expect((await runLine(named, 'lab', desk)).stdout).toBe('pod a\n')
  await runLine(again.second, 'lab', desk)
  const as = 'echo pod <pod>'
  expect(desk.events.filter(({ type }) => type === 'typed')).toMatchObject([
    { line: 'echo a' },
    { line: 'echo pod a', as },
    { line: 'echo pod a', as, run: 'second' },
  ])
  const { world } = desk.waiter
  expect(commandsIn(world, named).map(({ number }) => number)).toEqual([2, 3])
  expect(commandsIn(world, again.second).map(({ number }) => number)).toEqual([3])
  expect(outputOf(named).look(world)?.found).toBe('pod a')
  expect(outputOf(named).name).toBe('the output of “echo pod <pod>”')
})

test('what is typed instead of such a line has the same names', async () => {
  const named = lineWith('echo <pod>', { pod: outputOf('echo a') })
  await using desk = await testDesk({ change: types(named, 'echo no <pod>') })
  await runLine('echo a', 'lab', desk)
  expect((await runLine(named, 'lab', desk)).stdout).toBe('no a\n')
  expect(desk.events[3]).toMatchObject({ type: 'typed', line: 'echo a', as: 'echo <pod>' })
})

test('in a changed world another line is run under the name of this one', async () => {
  await using desk = await testDesk({ change: types('echo a', 'echo b') })
  expect((await runLine('echo a', 'lab', desk)).stdout).toBe('b\n')
  expect((await runLine(twice.second, 'lab', desk)).stdout).toBe('b\n')
  expect(desk.events[0]).toMatchObject({ type: 'typed', line: 'echo a' })
})

test('a change of one run of a line leaves its other runs alone', async () => {
  await using desk = await testDesk({ change: types(twice.second, 'echo b') })
  expect((await runLine(twice.first, 'lab', desk)).stdout).toBe('a\n')
  expect((await runLine(twice.second, 'lab', desk)).stdout).toBe('b\n')
  expect((await runLine('echo a', 'lab', desk)).stdout).toBe('a\n')
  const second = desk.events.filter(({ type }) => type === 'typed')[1]
  expect(second).toMatchObject({ line: 'echo a', run: 'second' })
})

test('the end of the run ends typing at once', async () => {
  await using desk = await testDesk()
  const typing = runLine(`sleep ${aLongTime.milliseconds / 1000}`, 'lab', desk)
  desk.end(new Error('over'))
  await expect(typing).rejects.toThrow('over')
  await expect(runLine('echo late', 'lab', desk)).rejects.toThrow('over')
  expect(desk.events.map(({ type }) => type)).toEqual(['typed'])
})

test('a cluster that does not answer is an error, and nothing it said is there to be judged', async () => {
  await using desk = await testDesk()
  const refused = 'echo "The connection to the server 127.0.0.1:1 was refused" >&2; exit 1'
  const asked = runLine(refused, 'lab', desk)
  await expect(asked).rejects.toThrow(/API server does not answer/)
  await expect(asked).rejects.toMatchObject({ lost: 'API server' })
  expect(desk.events.map(({ type }) => type)).toEqual(['typed'])
})
