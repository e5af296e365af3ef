import { endInWords } from '../../trace/command-end.ts'
import type { Command } from '../../trace/world.ts'
import { clock } from '../clock.ts'
import { html, type Markup } from './markup.ts'

const reasons: Record<Command['because'], string> = {
  lab: 'as the lab says',
  instead: 'instead of what the lab says',
  also: 'to see more',
}

/**
 * Commands with the files that they name and what came back.
 * @param start of the lab: milliseconds since the epoch
 * @param most lines of output to show of each
 */
export function commands(all: readonly Command[], start: number, most: number): Markup {
  return html`<ol class="commands">
    ${all.map(
      (command) =>
        html`<li>
          <p class="line"><code>${command.line}</code></p>
          <p class="meta">
            ${clock(command.typedAt - start)}, typed ${reasons[command.because]}${exit(command)}
          </p>
          ${[...command.files].map(
            ([name, text]) =>
              html`<p class="meta"><code>${name}</code> as it was then</p>
                <pre tabindex="0">${text}</pre>`,
          )}
          ${command.inputs.length > 0 && html`<p class="meta">Keys: ${keys(command)}</p>`}
          ${output(command.stdout, most)} ${output(command.stderr, most)}
        </li>`,
    )}
  </ol>`
}

const exit = (command: Command) =>
  command.exitedAt === undefined ? ', did not end' : command.code !== 0 && `, ${endInWords(command)}`

const keys = ({ inputs }: Command) =>
  inputs.map(({ text }, index) => html`${index > 0 && ', '}<kbd>${text.trim() || '⏎'}</kbd>`)

function output(text: string, most: number): Markup | false {
  const lines = text.trimEnd().split('\n')
  const shown = lines.slice(0, most).map((line) => (line.length > 600 ? `${line.slice(0, 600)} …` : line))
  const left = lines.length - shown.length
  return (
    text.trim() !== '' &&
    html`<pre tabindex="0">${shown.join('\n')}${left > 0 && `\n… ${left} more lines: see the trace`}</pre>`
  )
}
