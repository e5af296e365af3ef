import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { html, Markup } from './markup.ts'

const style = new Markup(readFileSync(join(import.meta.dirname, 'style.css'), 'utf8'))

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
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#claims">Skip to the claims</a>
        ${body}
      </body>
    </html> `.text
}
