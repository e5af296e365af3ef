import { getSystemErrorMessage } from 'node:util'
import { cacheDirectory } from '../cache-directory.ts'

const notAllowed = 'Give whoever runs this the right to do so'
const notThere = 'Something else is where a folder must be: move it away'
const full = 'The disk is full: free some space, and run this again'

const remedies: Record<string, string> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOTDIR: notThere,
  EEXIST: notThere,
  ENOSPC: full,
  EDQUOT: full,
}

/**
 * Says what the operating system has refused, and what to do. Undefined for an error that is not such a refusal, or that
 * a user can do nothing about.
 */
export function systemErrorInWords(error: unknown): string | undefined {
  if (!isSystemError(error)) return undefined
  const { code = '', errno = 0, syscall, path } = error
  const remedy = remedies[code]
  if (remedy === undefined) return undefined
  const what = [syscall, path].filter(Boolean).join(' ')
  const orElse = path?.startsWith(cacheDirectory()) ? ', or set XDG_CACHE_HOME to another folder' : ''
  return `Expected this to succeed, found ${getSystemErrorMessage(errno)} (${code}): ${what}\n${remedy}${orElse}.`
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error
