import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UsageError } from '../errors.ts'
import type { Scenario } from '../lab/scenario.ts'
import type { Lost } from '../trace/event.ts'
import type { Desk } from './desk.ts'
import { isYaml } from './edit-file.ts'
import { GaveUp } from './gave-up.ts'
import { lostIn } from './gone.ts'
import { studentAt } from './student-at.ts'

/**
 * Works through a scenario at a desk, and records that it begins and how it ends.
 * A student who gave up has ended it, with a reason; what else goes wrong breaks it. When the signal ended the work,
 * no end is recorded.
 * @param manifests path of the folder with the files that the student begins with
 */
export async function workThrough(scenario: Scenario, manifests: string, desk: Desk): Promise<void> {
  const { namespace, shell, writer, signal } = desk
  const student = studentAt(desk)
  const enter = (
    state: 'begins' | 'ends' | 'breaks',
    { revision, ...more }: { reason?: string; lost?: Lost; revision?: string | undefined } = {},
  ) =>
    writer.write({
      type: 'scenario',
      scenario: scenario.name,
      state,
      namespace,
      ...more,
      ...(revision !== undefined && { revision }),
    })
  const work = async () => {
    if (
      desk.change.patch?.file === undefined &&
      desk.change.patch &&
      scenario.files.filter(isYaml).length > 1
    )
      throw new UsageError(
        `Expected that a patch names one of ${scenario.files.join(', ')}, found none. Name it.`,
      )
    for (const file of scenario.files) {
      await mkdir(dirname(join(shell.folder, file)), { recursive: true })
      await copyFile(join(manifests, file), join(shell.folder, file))
      await student.edits(file, {})
    }
    await scenario.work(student)
  }
  enter('begins')
  try {
    const reason = await work().then(() => undefined, unlessGaveUp)
    const revision = await desk.reached()
    enter('ends', { revision, ...(reason !== undefined && { reason }) })
  } catch (error) {
    if (!signal.aborted) enter('breaks', { reason: (error as Error).message, ...lostIn(error) })
  }
}

/** Why the student gave up. */
function unlessGaveUp(error: unknown): string {
  if (error instanceof GaveUp) return error.message
  throw error
}
