import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { namespaceOf, type Scenario } from '../lab/scenario.ts'
import type { Desk } from './desk.ts'
import { GaveUp } from './gave-up.ts'
import { studentAt } from './student-at.ts'
import { withPort } from './with-port.ts'

/**
 * Works through a scenario at a desk, in its turn where it needs a port, and records that it begins and how it ends.
 * A student who gave up has ended it, with a reason; what else goes wrong breaks it. When the signal ended the work,
 * no end is recorded.
 * @param manifests path of the folder with the files that the student begins with
 */
export async function workThrough(scenario: Scenario, manifests: string, desk: Desk): Promise<void> {
  const { shell, writer, signal } = desk
  const student = studentAt(desk)
  const enter = (state: 'begins' | 'ends' | 'breaks', reason?: string) =>
    writer.write({
      type: 'scenario',
      scenario: scenario.name,
      state,
      namespace: namespaceOf(scenario),
      ...(reason !== undefined && { reason }),
    })
  const work = async () => {
    for (const file of scenario.files) {
      await copyFile(join(manifests, file), join(shell.folder, file))
      await student.edits(file, {})
    }
    await scenario.work(student)
  }
  enter('begins')
  try {
    await (scenario.port === undefined ? work() : withPort(scenario.port, work, desk))
    enter('ends')
  } catch (error) {
    if (error instanceof GaveUp) enter('ends', error.message)
    else if (!signal.aborted) enter('breaks', (error as Error).message)
  }
}
