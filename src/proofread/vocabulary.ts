import { shapeOf } from '../compare/shape.ts'
import type { KnownLine } from './known-line.ts'
import { typedAs, typedWithoutRandom } from './typed-line.ts'

/** The lines that a student types in a run and what they print, and what claims know of besides. */
export class Vocabulary {
  readonly #typed: ReadonlySet<string>
  readonly #starts: ReadonlySet<string>
  readonly #printed: ReadonlySet<string>
  readonly #patterns: readonly RegExp[]
  readonly #files: ReadonlySet<string>

  /** @param patterns of lines that claims look at, whether they are typed in this run or not */
  constructor(known: readonly KnownLine[], patterns: readonly RegExp[]) {
    this.#typed = new Set(known.map(({ typed }) => typed))
    const lines = known.flatMap(({ printed }) => printed.split('\n').filter((line) => line.trim() !== ''))
    this.#printed = new Set(lines.map(shapeOf))
    this.#starts = new Set(
      known.flatMap(({ printed }) => printed.trim().split(/\s+/).slice(0, 1).map(shapeOf)),
    )
    this.#patterns = patterns
    this.#files = new Set(known.flatMap(({ command }) => [...command.files.keys()]))
  }

  /** Whether a line is typed in the run, or is one that claims know of. */
  knows(plain: string): boolean {
    const typed = typedAs(plain)
    return (
      this.#typed.has(typed) ||
      (typed.includes('<random>') && this.#typed.has(typedWithoutRandom(plain))) ||
      this.#patterns.some((pattern) => pattern.test(plain))
    )
  }

  /** Whether a text may be what comes back, by how it begins: as something that was printed, or in the form of a table or a document. */
  mayBePrinted(text: string): boolean {
    const [first = ''] = text.trim().split(/\s+/)
    return (
      this.#starts.has(shapeOf(first)) ||
      /^[\w.]+(?:\/[\w.-]+| "[\w.-]+") (?:created|deleted|configured|unchanged|patched|edited|replaced)\b/.test(
        text.trim(),
      ) ||
      /^(?:[{[<.…]|[A-Z][A-Z/-]{2,}(?:\s|$)|[\w.]+:(?:\s|$)|No resources found|error:|Error from server)/.test(
        text.trim(),
      )
    )
  }

  /** Whether this line was printed in the run, but for what differs in every run. */
  hasPrinted(line: string): boolean {
    return this.#printed.has(shapeOf(line))
  }

  isFile(name: string): boolean {
    return this.#files.has(name)
  }

  /** The name of a file of the student that a line of prose speaks of last. */
  fileIn(prose: string): string | undefined {
    return prose.match(/[\w.-]+\.ya?ml\b/g)?.findLast((name) => this.isFile(name))
  }
}
