import type { Progress } from '../../src/machine/progress.ts'
import type { BenchClaimName } from './bench-claim.ts'
import type { ToldByTool } from './told.ts'

/** How far a tool can say a claim: `yes`, in `part`, or `no`; and how it does, or what is lost, or why not. */
export interface Sayable {
  how: 'yes' | 'part' | 'no'
  words: string
}

/** Where a tool is run. */
export interface ToolPlace {
  /** Path of the kubeconfig of the cluster. */
  kubeconfig: string
  /** Path of kubectl. */
  kubectl: string
  /** Path of a folder with the author's files of the claims to be tested and their manifests; the tool works in it. */
  folder: string
  claims: readonly BenchClaimName[]
}

/** A program with its arguments. */
export interface Program {
  program: string
  args: readonly string[]
  /** Besides KUBECONFIG, and an environment of its own that has kubectl. */
  env?: Readonly<Record<string, string>>
}

/** Something that tests Kubernetes. */
export interface Tool {
  name: string
  /** Its version, and how it is had. */
  version: string
  /** The folder in `trials/bench/authors/` with what an author writes; undefined where that is nothing. */
  folder?: string
  /** Whether it tests what an author gives it: a manifest that is patched, another line. */
  takesManifests: boolean
  /** Whether it waits by itself until no other run on this machine uses a port that it needs. */
  waitsForPorts: boolean
  says: Readonly<Record<BenchClaimName, Sayable>>
  /**
   * Gets the program, from the cache where that has it.
   * @returns its path
   * @throws CannotJudge or CommandFailed when it can't be had
   */
  get(progress: Progress, signal: AbortSignal): Promise<string>
  /** How it is called. @param program as {@link Tool.get} gave it */
  command(program: string, setting: ToolPlace): Program
  /** What a line that it prints says of a claim; undefined for any other line. */
  hears(line: string): ToldByTool | undefined
}
