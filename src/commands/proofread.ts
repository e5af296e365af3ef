import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { forLog } from '../cleaned.ts'
import { setup, type SetupOptions, type Toolbox } from '../cluster/setup.ts'
import { claimsOfChange } from '../lab/claims-of-change.ts'
import type { Lab } from '../lab/lab.ts'
import { terminalProgress } from '../machine/progress.ts'
import { defaultKubernetes, resolveKubernetes } from '../machine/versions.ts'
import { makeFolder } from '../make-folder.ts'
import { pathFromHere } from '../one-line.ts'
import { textPatch } from '../patch/text-patch.ts'
import { unifiedDiff } from '../patch/unified-diff.ts'
import { judgedText } from '../proofread/judge-text.ts'
import { isAsPrinted } from '../proofread/judged-line.ts'
import { planInWords } from '../report/proofread/plan-words.ts'
import { tellTexts, type ToldForm } from '../report/proofread/tell-texts.ts'
import { textsReportOf, type Proofread } from '../report/proofread/texts-report.ts'
import { writeTexts } from '../report/proofread/write-texts.ts'
import { compareVersions } from '../report/version-order.ts'
import { reportsFolder } from '../run/run-folder.ts'
import { sessionOf } from '../session/session-of.ts'
import type { Session } from '../session/session.ts'
import { givenText } from '../text/given-text.ts'
import type { TypingPlace } from '../typing/type-session.ts'
import { typingsOn } from './typed-text.ts'

export interface ProofreadOptions {
  /** The versions to type on, in any order; without them the default. */
  kubernetes?: readonly string[] | undefined
  /** A path or a version of kubectl, in place of each cluster's own. */
  kubectl?: string | undefined
  /** A folder with files that the texts name and do not show. */
  files?: string | undefined
  /** Only say what would be typed. */
  plan?: boolean
  /** Type anew what was typed before. */
  again?: boolean
  /** The folder to write to. */
  reports?: string | undefined
  /** In which form it is told. */
  format?: ToldForm
}

/**
 * Types texts on new clusters, and judges each place that they print by what came back.
 * @param files paths of the texts
 * @returns 0 nothing is stale, 1 something is, 2 too little could be read or typed
 * @throws UsageError when there is no such text, or no such version; whatever {@link setup} and {@link typingsOn} throw
 */
export async function proofread(
  lab: Lab,
  files: readonly string[],
  options: ProofreadOptions,
  signal: AbortSignal,
): Promise<0 | 1 | 2> {
  const { kubernetes = [defaultKubernetes], reports = reportsFolder, format = 'words' } = options
  const versions = kubernetes
    .map((asked) => ({ asked, built: resolveKubernetes(asked).built }))
    .toSorted((a, b) => compareVersions(a.built, b.built))
  const sessions = await Promise.all(
    files.map(async (file) => ({
      file,
      name: pathInRepository(file),
      session: sessionOf(await givenText(file)),
    })),
  )
  if (options.plan) {
    for (const { name, session } of sessions) console.log(forLog(planInWords(name, session).join('\n')))
    return 0
  }
  await makeFolder(reports)
  const found: Proofread[] = []
  const typist = new ToTyping(lab, options, signal)
  for (const { name, session } of sessions) {
    const typings = []
    for (const version of versions) typings.push(...(await typist.typings(name, session, version)))
    const judged = judgedText(name, session, typings, claimsOfChange(lab))
    found.push({ judged, patch: textPatch(judged) })
  }
  const report = textsReportOf(found)
  const edits = found.map(({ judged: { name, session }, patch }) =>
    unifiedDiff(name, session.text.text, patch.after),
  )
  const written = await writeTexts(report, edits.join(''), reports)
  await tellTexts(report, format)
  if (format === 'words')
    console.log(forLog(`\nReports: ${written.map((one) => pathFromHere(one)).join(', ')}`))
  return report.exitCode
}

/** Has texts typed, with what is made ready for each version once. */
class ToTyping {
  readonly #lab: Lab
  readonly #options: ProofreadOptions
  readonly #signal: AbortSignal
  readonly #progress = terminalProgress()
  readonly #toolboxes = new Map<string, Promise<Toolbox>>()

  constructor(lab: Lab, options: ProofreadOptions, signal: AbortSignal) {
    this.#lab = lab
    this.#options = options
    this.#signal = signal
  }

  async typings(name: string, session: Session, { asked, built }: { asked: string; built: string }) {
    const { kubectl, again = false, files, reports = reportsFolder } = this.#options
    const text = {
      session,
      folder: join(reports, 'texts', name.replaceAll(/[^\w.-]+/g, '_')),
      manner: { fileElsewhere: (file: string) => fileElsewhere(file, files, this.#lab), isAsPrinted },
      kubectl,
      again,
    }
    const toolbox = () =>
      this.#toolbox({ kubernetes: asked, kubectl, images: this.#lab.images, signal: this.#signal })
    return await typingsOn(built, text, toolbox, this.#progress, this.#signal)
  }

  #toolbox(options: SetupOptions): Promise<Toolbox> {
    const key = options.kubernetes ?? ''
    const known = this.#toolboxes.get(key) ?? setup(options, this.#progress)
    this.#toolboxes.set(key, known)
    return known
  }
}

/** A file that a text names and does not show: from a folder of the user's, else of the lab's own. */
async function fileElsewhere(
  name: string,
  folder: string | undefined,
  { manifests }: Lab,
): ReturnType<TypingPlace['fileElsewhere']> {
  const places = [
    ...(folder === undefined ? [] : [{ path: join(folder, name), from: pathFromHere(join(folder, name)) }]),
    { path: join(manifests, basename(name)), from: 'the lab' },
  ]
  for (const { path, from } of places) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text !== undefined) return { text, from }
  }
  return undefined
}

/** The path of a file from the top of the repository that it is in; where it is in none, from where the user stands. */
function pathInRepository(file: string): string {
  const path = resolve(file)
  for (let folder = dirname(path); dirname(folder) !== folder; folder = dirname(folder))
    if (existsSync(join(folder, '.git'))) return relative(folder, path)
  return pathFromHere(path)
}
