import { html, type Markup, type MarkupPart } from './markup.ts'

/** A table whose rows have their heading in the first column. */
export const table = (headings: readonly string[], rows: readonly (readonly MarkupPart[])[]): Markup =>
  html`<table>
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([heading, ...cells]) =>
          html`<tr>
            <th scope="row">${heading}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
