import { getSystemErrorMessage } from 'node:util'
import { cacheDirectory } from '../cache-directory.ts'
import { oneLine } from '../one-line.ts'

const notAllowed = 'Give whoever runs this the right to do so'
const notThere = 'Something else is where a folder must be. Remove it, or name another place'
const full = 'Free some space on the disk, and run this again'
const tooMany = 'Set a higher limit (ulimit -n), and run this again'

/** What helps against the most usual ones. */
const remedies: Record<string, string> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOTDIR: notThere,
  EEXIST: notThere,
  ENOSPC: full,
  EDQUOT: full,
  EMFILE: tooMany,
  ENFILE: tooMany,
}

/**
 * Says what the operating system has refused, and what to do.
 * @returns undefined for an error that is not such a refusal
 */
export function systemErrorInWords(error: unknown): string | undefined {
  if (!isSystemError(error)) return undefined
  const { code = '', errno, syscall, path, message } = error
  // Node's own errors have it without the minus.
  const found = errno === undefined ? message : getSystemErrorMessage(-Math.abs(errno))
  const what = [syscall, path].filter(Boolean).join(' ')
  const otherwise =
    path === undefined ? 'Correct that, and run this again' : 'Name another place, or correct this one'
  const setting = syscall === 'mkdtemp' ? 'TMPDIR' : path && settingOf(path)
  const orElse = setting ? `, or set ${setting} to another place` : ''
  return `Expected this to succeed, found ${found} (${code}): ${oneLine(what)}\n${remedies[code] ?? otherwise}${orElse}.`
}

/** Node adds errors of its own making to those of the operating system, as ERR_FS_EISDIR. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  'code' in error &&
  ('syscall' in error || String(error.code).startsWith('ERR_FS_'))

const isIn = (path: string, folder: string) => `${path}/`.startsWith(`${folder}/`)

/** The environment variable by which a place is chosen. */
function settingOf(path: string): string | undefined {
  const { GITHUB_STEP_SUMMARY, GITHUB_OUTPUT } = process.env
  const settings = { GITHUB_STEP_SUMMARY, GITHUB_OUTPUT, XDG_CACHE_HOME: cacheDirectory() }
  return Object.entries(settings).find(([, place]) => place && (isIn(path, place) || isIn(place, path)))?.[0]
}
