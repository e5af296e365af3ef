import { basename } from 'node:path'
import { forLog } from '../cleaned.ts'
import type { Lab } from '../lab/lab.ts'
import { makeFolder } from '../make-folder.ts'
import { pathFromHere } from '../one-line.ts'
import { clusterOf } from '../proofread/cluster.ts'
import { corrected } from '../proofread/corrected.ts'
import { proofread as proofreadText } from '../proofread/proofread.ts'
import { readTextFile } from '../proofread/read-text-file.ts'
import { exitCodeOfProofreading, shownIn, staleIn } from '../proofread/summary.ts'
import { newestTrace } from '../lab/recorded-traces.ts'
import { proofreadInWords } from '../report/proofread/proofread-words.ts'
import { writeProofread } from '../report/proofread/write-proofread.ts'
import { counted } from '../report/words.ts'
import { reportsFolder } from '../run/run-folder.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { noiseOf } from '../compare/noise-of.ts'
import { traceOf } from './trace-of.ts'

/** What is looked at, and where what is found goes. */
interface Options {
  /** A trace, or a version; the newest of which a run is recorded by default. */
  against?: string | undefined
  /** The folder to write to. */
  reports?: string | undefined
}

/**
 * Checks every line that a text prints against a run. On a version of which none is recorded the lab is worked through first.
 * @param file path of the text
 * @returns 0 nothing is stale, 1 something is, 2 too little could be matched
 * @throws UsageError when there is no such text, or no such run; whatever `verify` throws
 */
export async function proofreadFile(
  lab: Lab,
  file: string,
  { against, reports = reportsFolder }: Options,
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  const text = await readTextFile(file)
  await makeFolder(reports)
  const path = await traceOf(lab, against ?? newestTrace(lab), signal)
  const events = await unlessAborted(Array.fromAsync(new Trace(path)), signal)
  const cluster = clusterOf(lab, frameOf(events, path).header, events, await noiseOf(lab))
  const proof = proofreadText(basename(file), text, cluster)
  const code = exitCodeOfProofreading(proof)
  const better = proof.text.form === 'HTML' || code !== 1 ? undefined : corrected(proof)
  const written = await writeProofread(proof, better, reports)
  console.log(forLog(proofreadInWords(proof)))
  if (better) {
    const left =
      staleIn(better).length + shownIn(better).filter(({ standing }) => standing === 'replaced').length
    console.log(
      left === 0
        ? '\nWith the patch nothing is stale.'
        : `\nWith the patch ${counted(left, 'place')} would still be stale.`,
    )
  }
  if (code === 2) console.log('\nToo little could be matched: is it a text of this lab?')
  console.log(`\nReports: ${written.map((one) => pathFromHere(one)).join(', ')}`)
  return code
}
