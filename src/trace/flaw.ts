/** Why a file is no trace: what was expected, what was found, and what to do. */
export class Flaw extends Error {
  override name = 'Flaw'
  readonly remedy: string

  constructor(
    message: string,
    remedy = 'Record the trace again, or give a file that a run has written',
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.remedy = remedy
  }
}
