import { readFile, stat } from 'node:fs/promises'
import { relative } from 'node:path'
import { forLog } from '../cleaned.ts'
import { UsageError } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { clusterOf } from '../proofread/cluster.ts'
import { corrected } from '../proofread/corrected.ts'
import { proofread as proofreadText } from '../proofread/proofreading.ts'
import { exitCodeOfProofreading, shownIn, staleIn } from '../proofread/summary.ts'
import { isSkewed, recordedTraces } from '../recorded-traces.ts'
import { proofreadInWords } from '../report/proofread/proofread-words.ts'
import { writeProofread } from '../report/proofread/write-proofread.ts'
import { counted } from '../report/words.ts'
import { reportsFolder } from '../run/run-folder.ts'
import { frameOf } from '../trace/frame.ts'
import { Trace } from '../trace/trace.ts'
import { unlessAborted } from '../unless-aborted.ts'
import { noiseOf } from './compare.ts'
import { recordedRun } from './recorded-run.ts'

/** A text of a lab has less than 100 kB; what is larger is something else (bytes). */
const most = 4 << 20

/** What is looked at, and where what is found goes. */
interface Options {
  /** A trace, or a version of which a run is recorded; the newest by default. */
  against?: string | undefined
  /** The folder to write to. */
  reports?: string | undefined
}

/**
 * Checks every line that a text prints against a recorded run.
 * @param file path of the text
 * @returns 0 nothing is stale, 1 something is, 2 too little could be matched
 * @throws UsageError when there is no such text, or no such run
 */
export async function proofread(
  lab: Lab,
  file: string,
  { against, reports = reportsFolder }: Options,
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  const text = await textOf(file)
  const path = await traceOf(against)
  const events = await unlessAborted(Array.fromAsync(new Trace(path)), signal)
  const cluster = clusterOf(lab, frameOf(events, path).header, events, await noiseOf(lab))
  const proof = proofreadText(file, text, cluster)
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
  console.log(`\nReports: ${written.map((one) => relative('', one)).join(', ')}`)
  return code
}

/** The path of the recorded run that a text is checked against: the newest, where none is named. */
async function traceOf(name: string | undefined): Promise<string> {
  const newest = recordedTraces().findLast((trace) => !isSkewed(trace))?.path
  return name === undefined && newest !== undefined ? newest : recordedRun(name ?? '')
}

/**
 * Reads a text.
 * @throws UsageError when there is none, or it is no text
 */
async function textOf(file: string): Promise<string> {
  const expected = `${file}: expected a text in Markdown, HTML or plain`
  const advice = 'Name the file with the text of the lab.'
  const stats = await stat(file).catch(({ message }: Error) => {
    throw new UsageError(`${expected}, found none that can be read (${message}). ${advice}`)
  })
  if (!stats.isFile())
    throw new UsageError(`${expected}, found ${stats.isDirectory() ? 'a directory' : 'no file'}. ${advice}`)
  if (stats.size > most) throw new UsageError(`${expected}, found more than ${most >> 20} MiB. ${advice}`)
  const text = decoded(await readFile(file))
  if (text === undefined || text.includes('\0'))
    throw new UsageError(`${expected}, found something that is no text in UTF-8. Save it as UTF-8.`)
  if (text.trim() === '') throw new UsageError(`${expected}, found nothing in it. ${advice}`)
  return text
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
