import { stringify } from 'yaml'
import type { Job, KubernetesObject, ObjectOf, Pod } from '../../trace/object.ts'
import type { ObjectThen } from '../decided-on.ts'
import { html, type Markup } from './markup.ts'

/** Objects as they were at one moment: Jobs and CronJobs as YAML, without what no claim looks at; Pods as a table. */
export function objects(all: readonly ObjectThen[]): Markup {
  const pods = all.filter(({ object }) => object.kind === 'Pod')
  const others = all.filter(({ object }) => object.kind !== 'Pod')
  return html`${others.map(
    ({ object, isDeleted }) =>
      html`<h5>${object.kind} <code>${object.metadata.name}</code>${isDeleted && ', deleted by then'}</h5>
        <pre tabindex="0">${stringify(essence(object), { lineWidth: 100 })}</pre>`,
  )}${pods.length > 0 && podTable(pods)}`
}

function essence(object: KubernetesObject): unknown {
  switch (object.kind) {
    case 'Job':
      return { spec: jobSpec(object.spec), status: object.status }
    case 'CronJob':
      return { spec: cronJobSpec(object.spec), status: object.status }
    case 'Secret':
      return { type: object.type, data: Object.keys(object.data ?? {}) }
    default:
      return { name: object.metadata.name }
  }
}

const jobSpec = ({ completions, parallelism, backoffLimit, activeDeadlineSeconds }: Job['spec']) => ({
  completions,
  parallelism,
  backoffLimit,
  activeDeadlineSeconds,
})

const cronJobSpec = ({
  schedule,
  suspend,
  concurrencyPolicy,
  successfulJobsHistoryLimit,
}: ObjectOf<'CronJob'>['spec']) => ({
  schedule,
  suspend,
  concurrencyPolicy,
  successfulJobsHistoryLimit,
})

function podTable(pods: readonly ObjectThen[]): Markup {
  return html`<table>
    <caption>
      Pods, those that were gone by then included
    </caption>
    <thead>
      <tr>
        <th scope="col">Pod</th>
        <th scope="col">Phase</th>
        <th scope="col">Container</th>
      </tr>
    </thead>
    <tbody>
      ${pods.map(
        ({ object, isDeleted }) =>
          object.kind === 'Pod' &&
          html`<tr>
            <th scope="row"><code>${object.metadata.name}</code></th>
            <td>
              ${object.status.phase}${object.status.reason && `, ${object.status.reason}`}${isDeleted && ', gone'}
            </td>
            <td>${container(object)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function container({ status }: Pod): string {
  const state = status.containerStatuses?.[0]?.state
  if (state?.terminated) {
    const { exitCode, startedAt = '?', finishedAt = '?' } = state.terminated
    return `ran ${startedAt.slice(11, 19)} to ${finishedAt.slice(11, 19)}, exit code ${exitCode}`
  }
  return state?.running ? `runs since ${state.running.startedAt?.slice(11, 19) ?? '?'}` : 'not started'
}
