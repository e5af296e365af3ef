import { stringify } from 'yaml'
import { inWords } from '../../property/matcher.ts'
import { shown } from '../../trace/kinds.ts'
import { clock } from '../clock.ts'
import type { ObjectChange } from '../../trace/scenario-record.ts'
import { html, type Markup } from './markup.ts'

/**
 * Objects as they were at one moment each: Pods as a table, others as YAML.
 * @param start of the lab: milliseconds since the epoch
 */
export function objects(all: readonly ObjectChange[], start: number): Markup {
  const pods = all.filter(({ object }) => object.kind === 'Pod')
  const others = all.filter(({ object }) => object.kind !== 'Pod')
  return html`${others.map((change) => description(change, start))}${pods.length > 0 && podTable(pods, start)}`
}

function description({ at, change, object }: ObjectChange, start: number): Markup {
  const fields = shown(object)
  return html`<h5>
      ${object.kind} <code>${object.metadata.name}</code>
      <span class="meta">${change === 'deleted' ? 'deleted' : 'as seen'} at ${clock(at - start)}</span>
    </h5>
    ${
      Object.keys(fields).length > 0 &&
      html`<pre tabindex="0">${stringify(fields, { lineWidth: 100, aliasDuplicateObjects: false })}</pre>`
    }`
}

function podTable(pods: readonly ObjectChange[], start: number): Markup {
  const rows = pods.map((pod) => ({ ...pod, fields: shown(pod.object) }))
  const columns = Object.keys(rows[0]?.fields ?? {}).filter((column) =>
    rows.some(({ fields }) => fields[column] !== undefined),
  )
  return html`<div class="pods" tabindex="0">
    <table>
      <thead>
        <tr>
          ${['pod', 'seen at', ...columns].map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ at, change, object, fields }) =>
            html`<tr>
              <th scope="row"><code>${object.metadata.name}</code>${change === 'deleted' && ', gone'}</th>
              <td>${clock(at - start)}</td>
              ${columns.map(
                (column) => html`<td>${fields[column] !== undefined && inWords(fields[column])}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
