import type { Remedy } from '../../lab/drift.ts'
import { html } from './markup.ts'

/** What of a remedy can be copied: what to write, and the lines to type. */
export const copyable = ({ write, type }: Remedy) =>
  [...(write === undefined ? [] : [write]), ...(type ? [type.join('\n')] : [])].map(
    (text) => html`<pre tabindex="0">${text}</pre>`,
  )
