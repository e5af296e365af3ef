import { outline } from '../../specs/outline.ts'
import { countsAs } from '../judge/verdict.ts'
import type { Report } from './report.ts'
import { foundText } from './words.ts'

/** A GitHub workflow command for each claim that failed or was blocked: an error at the file that has the claim. */
export function annotationsOf({ claims }: Report): string[] {
  return claims.flatMap(({ id, says, verdict, expected, evidence, reason }) => {
    if (countsAs[verdict] !== 'fail' && countsAs[verdict] !== 'error') return []
    const spec = outline.find(({ exercise }) => id.startsWith(`${exercise}/`))?.spec ?? ''
    const found = evidence.map((look) => `Found ${look.of}: ${foundText(look.found, 200)}`)
    const message = [says, reason ?? `Expected ${expected}`, ...found].join('\n')
    return [`::error file=specs/${spec}.spec.ts,title=${property(`${verdict}: ${id}`)}::${data(message)}`]
  })
}

const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
