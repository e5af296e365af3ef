import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html, Markup } from './markup.ts'

const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')

/** What a browser may do with a page: show it in this style. No script, no other style, nothing that is loaded or sent. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * A page that needs nothing besides itself, no script either.
 * @param body what is in it, with an element whose id is `claims`
 * @returns HTML
 */
export function documentOf(title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${new Markup(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#claims">Skip to the content</a>
        ${body}
      </body>
    </html> `.text
}
