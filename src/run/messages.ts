import type { Judgement } from '../judge/judge.ts'
import type { Reason } from '../property/reason.ts'

/** What a run of its own process is asked for. */
export interface RunOrder {
  /** Path of the module that exports the lab. */
  module: string
  kubernetes: string
  quick: boolean
  /** Path of the trace. */
  trace: string
}

/** What became of a claim, and of a claim that did not pass the looks in words. */
export interface JudgedByWorker extends Pick<Judgement, 'id' | 'scenario' | 'verdict'> {
  reason?: Reason
  found: string[]
}

/** What the process of a run says. */
export type WorkerNews =
  | { type: 'cluster'; name: string; kubeconfig: string; folder: string }
  | { type: 'begun' }
  | { type: 'judged'; judged: JudgedByWorker[] }
  | { type: 'failed'; message: string }

/** What it is told: the cluster may be used, at another address if one is given; it is no more needed. */
export type Instruction = { type: 'go'; server?: string } | { type: 'leave' }
