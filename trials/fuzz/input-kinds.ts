import type { Lab } from '../../src/lab/lab.ts'
import { commandLines } from './command-lines.ts'
import type { InputKind } from './input-kind.ts'
import { kubeconfigs } from './kubeconfigs.ts'
import { manifests } from './manifests.ts'
import { processes, replays } from './processes.ts'
import { texts } from './texts.ts'
import { lostEvidence, traceFiles, wholeTraceFiles } from './trace-files.ts'
import { versionNames } from './versions.ts'

/** All kinds of input that are tried, in the order of the table. */
export const inputKinds = (lab: Lab): InputKind[] =>
  [
    traceFiles(lab),
    wholeTraceFiles(lab),
    lostEvidence(lab),
    manifests(lab),
    texts(lab),
    kubeconfigs,
    versionNames,
    commandLines,
    processes,
    replays(lab),
  ] as InputKind[]
