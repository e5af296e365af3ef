import { CannotJudge } from '../errors.ts'

/**
 * Makes sure that students can work here.
 *
 * @throws {CannotJudge} elsewhere than on Linux, with what can be done there
 */
export function requireLinux(): void {
  if (process.platform === 'linux') return
  throw new CannotJudge(
    `A run needs Linux, for util-linux's \`script\` and /proc; this is ${process.platform}. Run it in a virtual machine with Linux. What needs no cluster works here as well: \`npm run replay\` judges a recorded run, \`npm run catalogue\` lists the claims.`,
  )
}
