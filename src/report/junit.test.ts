import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DOMParser } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { cleaned, type Cleaned } from '../cleaned.ts'
import type { Verdict } from '../judge/verdict.ts'
import { failed, tiny } from '../../testing/tiny-reports.ts'
import { junitOf } from './junit.ts'
import type { Report, ReportedConjunct } from './report.ts'

const { report } = tiny

/** The recorded run, with another verdict on its first claims. */
function withVerdicts(...changes: [Verdict, reason?: string][]): Cleaned<Report> {
  const claims = report.claims.map((claim, index) => {
    const [verdict = claim.verdict, reason] = changes[index] ?? []
    return { ...claim, verdict, ...(reason !== undefined && { reason }) }
  })
  return cleaned({ ...report, claims })
}

async function errorsOf(xml: string, schema: string): Promise<readonly string[]> {
  const contents = await readFile(join(import.meta.dirname, 'schemas', schema), 'utf8')
  const { errors } = await validateXML({
    xml: [{ fileName: 'junit.xml', contents: xml }],
    schema: [{ fileName: schema, contents }],
  })
  return errors.map(({ message }) => message)
}

const parsed = (xml: string) => new DOMParser().parseFromString(xml, 'text/xml')

const everyVerdict = withVerdicts(
  ['holds'],
  ['drifted'],
  ['never held'],
  ['new drift'],
  ['healed'],
  ['blocked', 'no ]]> image <or> & \u0007'],
  ['not tried', 'left out by --quick: it waits for a firing & takes <5 min> ]]>'],
)

describe.each(['jenkins-junit.xsd', 'junit-10.xsd'])('%s', (schema) => {
  test('accepts the recorded run', async () => {
    expect(await errorsOf(junitOf(report), schema)).toEqual([])
  })
  test('accepts every verdict', async () => {
    expect(await errorsOf(junitOf(everyVerdict), schema)).toEqual([])
  })
  test('accepts a run that broke', async () => {
    expect(await errorsOf(junitOf({ ...report, end: { outcome: 'broken' } }), schema)).toEqual([])
  })
  test('accepts what a terminal may have shown', async () => {
    const [first, ...others] = report.claims
    const screen: ReportedConjunct = {
      what: 'the screen',
      when: 'at last',
      expected: 'a',
      answer: 'fails',
      look: { at: report.started, found: 'a <skipped/> ]]> b ]]> \u001B[1m\u0000 <c>', sources: [] },
    }
    const claims = first ? [{ ...first, verdict: 'new drift' as const, conjuncts: [screen] }, ...others] : []
    expect(await errorsOf(junitOf({ ...report, claims }), schema)).toEqual([])
  })
  test('refuses an attribute it does not know', async () => {
    const xml = junitOf(report).replace('<testsuites ', '<testsuites skipped="0" ')
    expect(await errorsOf(xml, schema)).not.toEqual([])
  })
  test('refuses a case without a name', async () => {
    expect(
      await errorsOf(junitOf(report).replace(/<testcase name="[^"]*"/, '<testcase'), schema),
    ).not.toEqual([])
  })
})

test('each section is a suite with the versions, each claim a case with its id first', () => {
  const document = parsed(junitOf(report))
  const suites = [...document.querySelectorAll('testsuite')]
  expect(suites.map((suite) => suite.getAttribute('name'))).toEqual(['1 Access', '2 Jobs', '3 CronJobs'])
  for (const suite of suites) {
    const property = (name: string) => suite.querySelector(`property[name="${name}"]`)?.getAttribute('value')
    expect(property('kubernetes.server')).toBe('v1.37.2')
    expect(property('kubernetes.kubectl')).toBe('v1.37.2')
  }
  const names = [...document.querySelectorAll('testcase')].map((one) => one.getAttribute('name'))
  expect(names).toEqual(report.claims.map(({ id, says }) => `${id}: ${says}`))
})

test('fails count as failures, blocked as error, not tried as skipped with its reason', () => {
  const document = parsed(junitOf(everyVerdict))
  const cases = [...document.querySelectorAll('testcase')].slice(0, 7)
  const kinds = cases.map((one) =>
    [...one.children].map(({ tagName }) => tagName).filter((tag) => tag !== 'system-out'),
  )
  expect(kinds).toEqual([[], [], [], ['failure'], ['failure'], ['error'], ['skipped']])
  expect(document.querySelector('skipped')?.textContent).toBe(
    'left out by --quick: it waits for a firing & takes <5 min> ]]>',
  )
  // This parser leaves attributes as they are written.
  expect(document.querySelector('error')?.getAttribute('message')).toBe(
    'blocked: no ]]&gt; image &lt;or&gt; &amp; ',
  )
})

test('a run that was not recorded to its end is an error', () => {
  const end = { outcome: 'broken', reason: 'no disk' } as const
  const [suite, ...others] = parsed(junitOf({ ...report, end })).querySelectorAll('testsuite')
  expect(suite?.getAttribute('name')).toBe('The run')
  expect(suite?.querySelector('testcase error')?.getAttribute('message')).toMatch(
    /^The run broke before it was complete \(no disk\)\./,
  )
  expect(others).toHaveLength(report.lab.sections.length)
})

test('a failure says conjunct by conjunct what was expected and found', async () => {
  const [failure, ...others] = parsed(junitOf(failed.report)).querySelectorAll('failure')
  expect(others).toEqual([])
  expect(failure?.textContent).toBe(
    [
      '✗ at some moment: the cell COMPLETIONS of “kubectl get job” (when complete): expected 1/1; found 0/1',
      '✓ at some moment: the Job is Complete: expected yes; found yes',
      '✓ at no moment from the moment that the Job is there, until the Job is Complete: ' +
        'the number of Pods that run: expected never above 1; found 0',
    ].join('\n'),
  )
})

test('a reader that adds up times gets no more than the lab took', () => {
  const timed = [...parsed(junitOf(report)).querySelectorAll('[time]')]
  expect(timed.map((one) => [one.tagName, Number(one.getAttribute('time'))])).toEqual([['testsuites', 295]])
})

test('what nobody measured has no time', () => {
  expect(junitOf({ ...report, seconds: {} })).not.toMatch(/ time=/)
})

test('drift and looks of a case are in its output', () => {
  const cases = [...parsed(junitOf(report)).querySelectorAll('testcase')]
  const one = cases.find((found) => found.getAttribute('name')?.startsWith('job/one-condition:'))
  const output = one?.querySelector('system-out')?.textContent
  expect(output).toContain('kubernetes/kubernetes#125510')
  expect(output).toContain('FailureTarget')
})
