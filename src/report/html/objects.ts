import { stringify } from 'yaml'
import { inWords } from '../../property/matcher.ts'
import { shown } from '../../trace/kinds.ts'
import { clock } from '../clock.ts'
import type { ObjectChange } from '../../trace/scenario-record.ts'
import { html, type Markup } from './markup.ts'
import { table } from './table.ts'

/**
 * Objects as they were at one moment each: those of a kind as a table where what is shown of them has no parts, else as YAML.
 * @param start of the lab: milliseconds since the epoch
 */
export function objectTables(all: readonly ObjectChange[], start: number): Markup {
  const tables = Map.groupBy(all.filter(isFlat), ({ object }) => object.kind)
  return html`${all.filter((one) => !isFlat(one)).map((change) => description(change, start))}
  ${[...tables].map(([kind, some]) => tableOf(kind, some, start))}`
}

function isFlat({ object }: ObjectChange): boolean {
  const fields = Object.values(shown(object))
  const isPart = (field: unknown) => [field].flat().some((one) => typeof one === 'object' && one !== null)
  return fields.length > 0 && !fields.some(isPart)
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

function tableOf(kind: string, some: readonly ObjectChange[], start: number): Markup {
  const rows = some.map((one) => ({ ...one, fields: shown(one.object) }))
  const columns = Object.keys(rows[0]?.fields ?? {}).filter((column) =>
    rows.some(({ fields }) => fields[column] !== undefined),
  )
  return html`<div class="wide-table" tabindex="0">
    ${table(
      [kind, 'seen at', ...columns],
      rows.map(({ at, change, object, fields }) => [
        html`<code>${object.metadata.name}</code>${change === 'deleted' && ', gone'}`,
        clock(at - start),
        ...columns.map((column) => fields[column] !== undefined && inWords(fields[column])),
      ]),
    )}
  </div>`
}
