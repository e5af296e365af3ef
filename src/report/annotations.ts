import { countsAs } from '../judge/verdict.ts'
import { conjunctsInWords } from '../property/words.ts'
import { sectionOf, type Report } from './report.ts'

/** Characters of what was found that an annotation shows. */
const longestFound = 200

/** A GitHub workflow command for each claim that failed or was blocked: an error at the file that has the claim. */
export function annotationsOf(report: Report): string[] {
  return report.claims.flatMap(({ id, says, verdict, conjuncts, reason }) => {
    if (countsAs[verdict] !== 'fail' && countsAs[verdict] !== 'error') return []
    const file = sectionOf(report, id)?.file ?? ''
    const message = [
      says,
      ...(reason === undefined ? [] : [reason]),
      ...conjunctsInWords(conjuncts, longestFound),
    ]
    const title = `${verdict}: ${id}`
    return [`::error file=${property(file)},title=${property(title)}::${data(message.join('\n'))}`]
  })
}

const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
