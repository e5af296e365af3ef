let answer: number | undefined
let isBroken = false

// Node, and vitest, end with 1 what nobody has caught; here 1 says that Kubernetes disagrees.
process.on('exit', () => {
  process.exitCode = isBroken ? 2 : (answer ?? 2)
})

/** Says what this process ends with. Without it, and whatever else is asked for, that is 2. */
export function endWith(exitCode: number): void {
  answer = exitCode
}

/** Says that something went wrong on the way, so that this process ends with 2. */
export function endBroken(): void {
  isBroken = true
}
