/** A piece of HTML, as against text that has yet to be escaped. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What can be put into markup. */
export type MarkupPart = Markup | string | number | undefined | false | readonly MarkupPart[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Builds markup: whatever is put in is escaped, unless it is markup; lists are joined, undefined and false are nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return new Markup(String.raw({ raw: texts }, ...parts.map(textOf)))
}

function textOf(part: MarkupPart): string {
  if (part instanceof Markup) return part.text
  if (part === undefined || part === false) return ''
  if (typeof part === 'object') return part.map(textOf).join('')
  return String(part).replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
}

/** A text that leads somewhere, if it does. */
export const linkTo = ({ href, text }: { href?: string; text: string }): Markup =>
  href === undefined ? html`${text}` : html`<a href="${href}">${text}</a>`
