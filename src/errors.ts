/** The command line asks for something that does not exist or cannot be: exit code 64. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The lab could not be judged (no engine, no image, no disk, a cluster that died): exit code 2. */
export class CannotJudge extends Error {
  override name = 'CannotJudge'
}
