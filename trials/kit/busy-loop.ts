// Keeps one core busy as long as the process lives that started it.
import { setImmediate } from 'node:timers'

/** Between two looks whether it does (milliseconds). */
const stretch = 50

process.on('disconnect', () => process.exit())

function loop(): void {
  const until = performance.now() + stretch
  while (performance.now() < until);
  setImmediate(loop)
}

loop()
