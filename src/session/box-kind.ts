/** What the language of a box says of it. */
export type BoxKind = 'shell' | 'document' | 'any' | 'other'

const shells = new Set(
  `bash sh zsh shell fish ksh powershell pwsh ps1 ps cmd bat batch dos shellscript commandline command commands shell-script bash-input
  console-input`.split(/\s+/),
)
const terminals = new Set(
  `console terminal term shell-session shellsession sh-session bash-session text txt plain plaintext none output out log logs
  shell-output bash-output cli stdout default no-highlight nohighlight noformat code tty prompt pre generic ansi auto raw ascii`.split(
    /\s+/,
  ),
)
const documents = new Set('yaml yml json jsonc json5 manifest k8s kubernetes'.split(' '))

/**
 * Says what may be in a box by its language.
 * @returns `any` of a terminal, and where there is no language; `other` of the code of other languages
 */
export function boxKindOf(language: string | undefined, title?: string): BoxKind {
  if (language === undefined || terminals.has(language)) return 'any'
  if (shells.has(language)) return 'shell'
  if (documents.has(language)) return 'document'
  return title === language ? 'any' : 'other'
}
