import type { Limit } from '../lab/scenario.ts'

/** What the student waited for did not come, and nothing that follows in the scenario can be done without it. */
export class GaveUp extends Error {
  override name = 'GaveUp'

  constructor(what: string, limit: Limit) {
    super(`gave up: ${what} did not come within “${limit.name}”`)
  }
}
