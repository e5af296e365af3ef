import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDirectory } from '../../src/cache-directory.ts'
import { cached } from '../../src/machine/cache.ts'
import { withGoFolder } from '../../src/node-image/go-folder.ts'
import { buildFlags, downloadModules, goIn, requireGo, type GoOptions } from '../../src/node-image/golang.ts'
import type { Progress } from '../../src/machine/progress.ts'
import { CannotJudge } from '../../src/errors.ts'

export const chainsawVersion = 'v0.2.12'

const module = `github.com/kyverno/chainsaw@${chainsawVersion}`

/** What `testing.MainStart` asks for since Go 1.26, and this version of chainsaw has not got. */
const missingMethod = `package internal

func (*TestDeps) ModulePath() string { return "" }
`

/**
 * Compiles chainsaw from a copy of its module, unless the cache has it.
 *
 * @returns the path of the program
 * @throws {CannotJudge} when there is no Go, or the module can't be had
 * @throws {CommandFailed} when Go fails
 */
export async function chainsawProgram(progress: Progress, signal: AbortSignal): Promise<string> {
  return cached(
    join(cacheDirectory(), 'programs', `chainsaw-${chainsawVersion}`),
    async (temporary) => {
      await requireGo('Compiling chainsaw', signal)
      await progress.step(`Compiling chainsaw ${chainsawVersion} (2 to 10 minutes the first time)`, (line) =>
        withGoFolder('chainsaw', (goFolder) => compile(temporary, { goFolder, line, signal })),
      )
    },
    { signal },
  )
}

async function compile(output: string, options: GoOptions): Promise<void> {
  const [answer] = await downloadModules([module], options)
  if (!answer || 'Error' in answer)
    throw new CannotJudge(`Expected to get the module ${module}, found: ${answer?.Error}`)
  const copy = `${output}.go`
  await rm(copy, { recursive: true, force: true })
  await mkdir(copy, { recursive: true })
  await cp(answer.Dir, copy, { recursive: true })
  await writeFile(join(copy, 'pkg/runner/internal/module_path.go'), missingMethod)
  await goIn(copy, options)('build', '-v', ...buildFlags(), '-o', output, '.')
  await rm(copy, { recursive: true })
}
