import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { outline } from '../../specs/outline.ts'

/** Runs the specs in the order of the lab. */
export class LabOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      outline.findIndex(({ spec }) => spec === basename(moduleId, '.spec.ts'))
    return files.toSorted((a, b) => place(a) - place(b))
  }
}
