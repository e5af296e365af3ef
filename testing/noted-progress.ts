import type { Progress } from '../src/machine/progress.ts'

/** A progress that shows nothing, and notes what it is told to say and the titles of the steps. */
export class NotedProgress implements Progress {
  readonly said: string[] = []
  readonly steps: string[] = []

  say(text: string): void {
    this.said.push(text)
  }

  step<T>(title: string, work: (line: (text: string) => void) => Promise<T>): Promise<T> {
    this.steps.push(title)
    return work(() => {})
  }
}
