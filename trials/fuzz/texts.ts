import { readFile } from 'node:fs/promises'
import * as fc from 'fast-check'
import { forLog } from '../../src/cleaned.ts'
import { Noise } from '../../src/compare/noise.ts'
import type { Lab } from '../../src/lab/lab.ts'
import { clusterOf, type KnownRun } from '../../src/proofread/cluster.ts'
import { corrected } from '../../src/proofread/corrected.ts'
import { proofread } from '../../src/proofread/proofread.ts'
import { readTextFile } from '../../src/proofread/read-text-file.ts'
import { newestTrace } from '../../src/lab/recorded-traces.ts'
import { proofreadMarkdown } from '../../src/report/proofread/proofread-markdown.ts'
import { proofreadPage } from '../../src/report/proofread/proofread-page.ts'
import { proofreadInWords } from '../../src/report/proofread/proofread-words.ts'
import { frameOf } from '../../src/trace/frame.ts'
import { Trace } from '../../src/trace/trace.ts'
import { anyText } from './any-text.ts'
import { fileForms, writeForm, type FileForm } from './file-forms.ts'
import type { InputKind } from './input-kind.ts'
import { outcomeOf } from './outcome.ts'
import { lacking, uncleanIn } from '../../testing/said.ts'

/** A text of pieces that texts of labs are made of, in any order. */
interface PiecedText {
  pieces: readonly string[]
  file: FileForm
}

const pieces = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(
      '```console\n',
      '```\n',
      '> ',
      '12345678910\n',
      '\n',
      '\n\n',
      ' ',
      '\\\n',
      '# ',
      '$ ',
      '/ # ',
      'student@a:~$ ',
      '<output_omitted>',
      '...',
      '<pre>',
      '</pre>',
      '<p>',
      '&lt;',
      '<!doctype html>',
      '“',
      '- It takes two minutes.\n',
      'kubectl get job',
      'kubectl get jobs.batch',
      'kubectl get pods',
      'kubectl get secrets',
      'kubectl config view',
      'kubectl describe jobs.batch sleepy',
      'kubectl get jobs.batch sleepy -o yaml',
      'kubectl create -f job.yaml',
      'kubectl describe secret default-token-jdqp7',
      'vim job.yaml',
      'kubectl proxy --api-prefix=/ &',
      'exit',
      'curl https://10.0.0.1:6443/api --header "Authorization: Bearer $token" -k',
      'NAME   COMPLETIONS   AGE\n',
      'NAME READY STATUS ',
      'sleepy   0/1   3s\n',
      'sleepy-1539722040 ',
      'LAST SCHEDULE ',
      'Name: sleepy\n',
      'Labels: a=b c=d ',
      'Start Time: ',
      'apiVersion: v1\n',
      'kind: Job\n',
      'metadata:\n',
      'spec: ',
      '  name: sleepy\n',
      '- type: Failed\n',
      'conditions: ',
      'completions: 5 #<-- here\n',
      '["a"] ',
      '"open ',
      '{ "kind": "APIVersions", ',
      '"versions": [ "v1" ',
      '] ',
      '} ',
      '"message": "cut...',
      'No resources found.\n',
    ),
  },
  { weight: 1, arbitrary: anyText(12) },
)

/** Texts of labs: they are proofread, and put right. */
export function texts(lab: Lab): InputKind<PiecedText> {
  let cluster: Promise<KnownRun> | undefined
  return {
    name: 'texts',
    share: 60,
    secondsAtMost: 5,
    inputs: fc.record(
      {
        pieces: fc.array(pieces, { maxLength: 60, size: 'max' }),
        file: fc
          .constantFrom('lab.md', 'lab.txt', 'lab.html')
          .chain((name) => fileForms([name], fc.constant([]))),
      },
      { noNullPrototype: true },
    ),
    feed: async (input, folder) => {
      const path = await writeForm(folder, Buffer.from(input.pieces.join('')), input.file)
      cluster ??= newest(lab)
      const known = await cluster
      return await outcomeOf(
        async () => {
          const proof = proofread(input.file.name, await readTextFile(path), known)
          const out = [forLog(proofreadInWords(proof)), proofreadMarkdown(proof), proofreadPage(proof)]
          corrected(proof)
          return out.map(uncleanIn).find((wrong) => wrong !== undefined)
        },
        (message) => lacking(message, path),
      )
    },
  }
}

async function newest(lab: Lab): Promise<KnownRun> {
  const path = newestTrace(lab)
  const events = await Array.fromAsync(new Trace(path))
  const noise = Noise.read(await readFile(lab.noise, 'utf8'))
  return clusterOf(lab, frameOf(events, path).header, events, noise)
}
