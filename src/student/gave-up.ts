/** What the student waited for did not come, and nothing that follows in the scenario can be done without it. */
export class GaveUp extends Error {
  override name = 'GaveUp'

  /** @param when it was waited for: `within “a minute”` */
  constructor(what: string, when: string) {
    super(`gave up: ${what} did not come ${when}`)
  }
}
