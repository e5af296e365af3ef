import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { fakeStream } from '../../testing/fake-stream.ts'
import { tinyLab } from '../../testing/tiny-lab.ts'
import { failed, tiny } from '../../testing/tiny-reports.ts'
import { cleaned } from '../cleaned.ts'
import { printedPlaces } from '../printed/printed-places.ts'
import { annotationsOf } from './annotations.ts'
import { pageOf } from './html/page.ts'
import { junitOf } from './junit.ts'
import { exitCodeOfReport } from './exit-code-of-report.ts'
import { printingOf } from './printing.ts'
import { report } from './report.ts'
import { TerminalReport } from './terminal.ts'

const withPrinting = (events: typeof tiny.events) =>
  cleaned(report.parse({ ...tiny.report, printed: printingOf(printedPlaces(events)) }))
// The claims are as recorded; in the one, two lines print 0/1 where 1/1 is stored.
const [misprinted, well] = [withPrinting(failed.events), withPrinting(tiny.events)]
const line = 'single: kubectl get job (whenComplete)'
const misprint = '[sleepy] COMPLETIONS: expected 1/1, found 0/1'

test('what disagrees ends with 1, though all claims are as recorded', () => {
  expect(exitCodeOfReport(well)).toBe(0)
  expect(exitCodeOfReport(misprinted)).toBe(1)
})

test.each([undefined, 40])('the last lines of a terminal name it (%s columns)', (columns) => {
  const { stream, text } = fakeStream(columns)
  new TerminalReport(tinyLab, stream).end(misprinted)
  const said = text().replaceAll(/\s+/g, ' ')
  expect(said).toContain(', 2 disagree')
  expect(said).toContain(`${line}: ${misprint}`)
})

test('the page has a section for it', () => {
  expect(pageOf(misprinted, tiny.events)).toContain(misprint)
  expect(pageOf(misprinted, tiny.events)).toContain('2 places that a line printed are not as stored.')
  expect(pageOf(well, tiny.events)).not.toContain('not as stored')
  expect(pageOf(well, tiny.events)).toMatch(/Printed and stored<\/h2>\s*.*, none disagree/)
})

test('a workflow has an error for each line', () => {
  expect(annotationsOf(misprinted)).toContain(`::error title=not as stored::${line}%0A${misprint}`)
  expect(annotationsOf(well)).toEqual([])
})

describe('JUnit has a case for each line', () => {
  test.each(['jenkins-junit.xsd', 'junit-10.xsd'])('as %s wants it', async (schema) => {
    const contents = await readFile(join(import.meta.dirname, 'schemas', schema), 'utf8')
    const { errors } = await validateXML({
      xml: [{ fileName: 'junit.xml', contents: junitOf(misprinted) }],
      schema: [{ fileName: schema, contents }],
    })
    expect(errors).toEqual([])
  })
  test('which fails where it disagrees', () => {
    const ofLines = (xml: string) => xml.split('name="Printed and stored"')[1] ?? ''
    expect(ofLines(junitOf(misprinted)).match(/<failure/g)).toHaveLength(2)
    expect(ofLines(junitOf(misprinted))).toContain(misprint)
    expect(ofLines(junitOf(well))).not.toContain('<failure')
    expect(ofLines(junitOf(well)).match(/<testcase/g)).toHaveLength(well.printed?.lines.length ?? 0)
  })
})
