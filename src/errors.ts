/** The command line asks for something that does not exist or cannot be: exit code 64. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The lab could not be judged (no engine, no image, no disk, a cluster that died): exit code 2. */
export class CannotJudge extends Error {
  override name = 'CannotJudge'
}

/** Something that the run has made is there still, or may be: exit code 2, whatever else became of it. */
export class LeftBehind extends CannotJudge {
  override name = 'LeftBehind'
}

/** A program could not be started, failed, or took too long: exit code 2, unless who started it can do without. */
export class CommandFailed extends Error {
  override name = 'CommandFailed'
  /** Program and arguments with spaces between them, the end of a long line left out. */
  readonly command: string
  /** As `exit code 3`, `ended by SIGKILL`, `still running after 8 s` or `go is not installed`. */
  readonly reason: string
  /** What it printed last, on both streams. */
  readonly lastLines: string
  /** All that it printed on standard output. */
  readonly stdout: string
  /** All that it printed on standard error. */
  readonly stderr: string
  /** What the user can do. */
  readonly hint: string | undefined

  constructor(
    failure: Pick<CommandFailed, 'command' | 'reason' | 'lastLines' | 'stdout' | 'stderr' | 'hint' | 'cause'>,
  ) {
    const { command, reason, lastLines, stdout, stderr, hint, cause } = failure
    super(
      [`Expected this to succeed, found ${reason}: ${command}`, lastLines, hint].filter(Boolean).join('\n'),
      { cause },
    )
    this.command = command
    this.reason = reason
    this.lastLines = lastLines
    this.stdout = stdout
    this.stderr = stderr
    this.hint = hint
  }
}
