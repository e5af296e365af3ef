import { recordOf, type Kind, type KubernetesObject } from '../trace/kinds.ts'
import type { Beside, KindRule as RuleOf } from '../trace/kinds/kind-record.ts'
import { when } from '../trace/kinds/words.ts'
import type { History } from './history.ts'

/** Something that is always so of an object. */
export type Rule = RuleOf<Beside<KubernetesObject> & { history: History }>

/** From the begin to the end of all time. */
export const allTime = [0, Infinity] as const

/** The API server dates conditions of its own after it has dated the writing: they may be of the next second. */
const slackOf = (name: string) => (name === 'lastTransitionTime' ? 1000 : 0)

function timesIn(value: unknown, name = ''): [name: string, time: number][] {
  if (typeof value === 'string') return /(?:At|Time)$/.test(name) ? [[name, Date.parse(value)]] : []
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => timesIn(part, key))
    : []
}

interface Condition {
  type: string
  status: string
  lastTransitionTime?: string
}

const conditionsOf = (object: KubernetesObject): readonly Condition[] => {
  const { conditions } = (object['status'] ?? {}) as { conditions?: unknown }
  return Array.isArray(conditions) ? conditions : []
}

const ofAny: readonly Rule[] = [
  {
    says: 'what it dates lies between its creation and its writing',
    source: 'API conventions, Objects: metadata.creationTimestamp',
    needs: ['clock'],
    broken: ({ object, stage, history: { apart } }) => {
      const created = Date.parse(object.metadata.creationTimestamp)
      const wrong = timesIn(object['status']).find(
        ([name, time]) => time < created - apart || time > stage.written + apart + slackOf(name),
      )
      return wrong && `${wrong[0]} ${new Date(wrong[1]).toISOString()}`
    },
  },
  {
    says: 'who it is never changes',
    source: 'API conventions, Metadata: name, namespace, uid and creationTimestamp are immutable',
    broken: ({ object, before }) => {
      const identity = ({ metadata: { name, namespace, creationTimestamp } }: KubernetesObject) =>
        [name, namespace, creationTimestamp].join(' ')
      return when(before !== undefined && identity(before) !== identity(object), () => identity(object))
    },
  },
  {
    says: 'what is new is of the first generation',
    source: 'API conventions, Metadata: generation',
    broken: ({ object, before }) => {
      const { generation = 1 } = object.metadata
      return when(before === undefined && generation !== 1, () => `generation ${String(generation)}`)
    },
  },
  {
    says: 'a condition keeps its time while its status stays',
    source: 'API conventions, Typical status properties: lastTransitionTime',
    broken: ({ object, before }) =>
      conditionsOf(object).find(({ type, status, lastTransitionTime }) => {
        const was = before && conditionsOf(before).find((one) => one.type === type)
        return was?.status === status && was.lastTransitionTime !== lastTransitionTime
      })?.type,
  },
  {
    says: 'its owners were there before it, and have its name of them',
    source: 'Owners and Dependents',
    broken: ({ object: { metadata }, stage, history }) =>
      metadata.ownerReferences
        ?.filter(
          ({ kind }) => history.unknown(kind, metadata.namespace, [0, stage.from], allTime) === undefined,
        )
        .find(({ uid, name, kind }) => {
          const all = history.lives.filter((life) => life.kind === kind && life.name === name)
          return !all.some(
            ({ stages: [first] }) =>
              first?.object.metadata.uid === uid &&
              first.object.metadata.creationTimestamp <= metadata.creationTimestamp,
          )
        })?.name,
  },
]

/** What is always so of a kind of object. */
export const rulesOf = (kind: Kind): readonly Rule[] => [...ofAny, ...(recordOf(kind)?.rules ?? [])]
