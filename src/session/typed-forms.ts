/** What a typed line is to a shell: plain quotes and hyphens, spaces that are spaces. */
export const plainOf = (line: string): string =>
  line
    .replaceAll(/[‘’‚′]/g, "'")
    .replaceAll(/[“”„″]/g, '"')
    .replaceAll(/(?<=\s)[–—](?=\w)/g, '--')
    .replaceAll(/(?<=\s)[‐‑–—](?=-?\w)/g, '-')
    .replaceAll(/[\u00A0\u2007\u202F]/g, ' ')

const ofKubectl = /^(?:minikube kubectl --|(?:microk8s|k3s)[. ]kubectl|kubectl\.exe)$/

/** With kubectl in place of its other names, at the beginning of each command of a line. */
export const withoutAliases = (line: string, aliases: ReadonlyMap<string, string>): string =>
  line.replaceAll(
    /((?:^[ \t]*|[|;&(`][ \t]*)(?:(?:watch(?: -n ?[\d.]+)?|sudo|time|xargs|[A-Za-z_]\w*=[^\s$"'`]*) )*)(minikube kubectl --|(?:microk8s|k3s)[. ]kubectl|kubectl\.exe|[\w.-]+)(?=\s|$)/gm,
    (_, before: string, name: string) =>
      before + (ofKubectl.test(name) ? 'kubectl' : (aliases.get(name) ?? name)),
  )

/** The aliases that a text of a shell makes: names, and what they stand for. */
export const aliasesIn = (text: string): [string, string][] =>
  [...text.matchAll(/\balias ([\w.-]+)=(["']?)([^"'\n]+)\2/g)].map(([, name = '', , value = '']) => [
    name,
    value,
  ])

const editors =
  /^(?:sudo )?(?:vim?|nvim|nano|emacs|pico|gedit|code|subl|atom|notepad(?:\.exe)?|mcedit|joe|micro|kate|edit)\s+(?:-\S+ )*([^\s&|;]+)(?:\s*&)?$/

/** The file that an editor opens; undefined where the line opens none. */
export const editedBy = (line: string): string | undefined => line.match(editors)?.[1]

/** The file that a line prints as it is. */
export const printedFile = (line: string): string | undefined =>
  line.match(/^(?:sudo )?(?:cat|more|less|bat|type) (?!-|<)([^\s|<>;&]+)$/)?.[1]

/** The files that a line needs to be there: `-f job.yaml`. */
export function filesNeeded(line: string): string[] {
  const first = firstLine(line)
  if (!/\bkubectl\b/.test(first) || /\b(?:logs|config)\b/.test(first)) return []
  return [...first.matchAll(/\s(?:-f|--filename)[= ]?\s*(["']?)([^\s"';|&)<]+)\1/g)]
    .flatMap(([, , names = '']) => names.split(','))
    .filter((name) => !/^-?$|^\.{0,2}\/?$|\/$/.test(name) && !name.startsWith('$'))
}

/** The files that a line makes itself. */
export function filesMade(line: string): string[] {
  const first = firstLine(line)
  const redirected = [...first.matchAll(/(?<![<>&\d])>{1,2}\s*([\w./~-]+)/g)].map(([, name = '']) => name)
  const others = [/\btee (?:-a )?([\w./~-]+)/, /\bcurl\b.* -o ?(\S+)/, /\bwget\b.* -O ?(\S+)/].map(
    (one) => first.match(one)?.[1],
  )
  const fetched = /\b(?:curl\b.* -\w*O|wget)\b/.test(first)
    ? first.match(/https?:\S+\/([\w.-]+)/)?.[1]
    : undefined
  return [...redirected, ...others, fetched].filter(
    (name): name is string => name !== undefined && name !== '/dev/null',
  )
}

/** What a line copies or moves, and where to. */
export function copiedBy(line: string): { source: string; target: string } | undefined {
  const [, source, target] = line.match(/^(?:sudo )?(?:cp|mv) (?:-\w+ )*(\S+) (\S+)$/) ?? []
  if (source === undefined || target === undefined) return undefined
  return { source, target: /(?:^\.|\/)$/.test(target) ? baseName(source) : target }
}

export const baseName = (path: string): string => path.split('/').at(-1) ?? path

/** Whether a line opens a program in the foreground of a terminal, into which others are typed. */
export function opensProgram(line: string): boolean {
  const text = line.slice(0, 2000).replaceAll(/\s+/g, ' ')
  if (/^(?:sudo )?(?:docker|podman|nerdctl|crictl) (?:run|exec) .*(?:-it|-ti|-i -t|-t -i)\b/.test(text))
    return true
  if (
    /^(?:sudo )?(?:ssh|mysql|psql|redis-cli|mongo|python3?|etcdctl shell)\b(?! -\w*[ce])/.test(text) &&
    !/ -c | -e /.test(text)
  )
    return /^(?:sudo )?ssh\b/.test(text) ? !/ssh (?:-\S+ )*\S+ \S/.test(text) : true
  if (!/\bkubectl (?:.* )?(?:run|exec|attach|debug)\b/.test(text)) return false
  if (
    !/ (?:-\w*i\w*t\w*|-\w*t\w*i\w*)(?= |$)| -i .*-t\b| -t .*-i\b|--stdin.*--tty|--tty.*--stdin| -i .*--tty/.test(
      text,
    )
  )
    return false
  const [, command] = text.match(/ --(?:command)? (?!-)(.*)$/) ?? []
  if (command === undefined || command.trim() === '') return true
  return (
    /^(?:\/?(?:usr\/)?(?:bin\/)?(?:ba|a|da|z|k)?sh|mysql|psql|redis-cli|mongo|python3?|cqlsh|etcdctl)(?: -[^c\s]\S*)*(?: \S+){0,3}$/.test(
      command.trim(),
    ) && !/ -\w*[ce] /.test(command)
  )
}

const silent =
  /^(?:sudo )?(?:cd|export|mkdir|cp|mv|rm|touch|alias|source|chmod|chown|unset|sleep|clear|exit|ln|set|kubens|:|\w+=\S*$)\b/

/** Whether a line may print what looks so. @param look of its first line; undefined of what may be anything */
export const mayPrint = (line: string, look: string | undefined): boolean =>
  firstLine(line)
    .split(/&&|\|\||;/)
    .some((command) => commandMayPrint(command.trim(), look))

function commandMayPrint(text: string, look: string | undefined): boolean {
  if (/[^>]>{1,2} ?[\w./~-]+$/.test(text) && !/\btee\b/.test(text)) return look === 'error'
  if (silent.test(text) && !text.includes('|')) return look === 'error'
  if (editedBy(text) !== undefined) return false
  const verb = text.match(
    /\bkubectl(?: +-\S+(?: +(?!get|describe|delete|create|apply)\S+)?)*? +([a-z-]+)/,
  )?.[1]
  if (look === undefined || look === 'left out' || look === 'error' || verb === undefined) return true
  const isDocument = /(?:\s-o|--output)[= ]?(?:yaml|json|go-template|template|custom)|\|/.test(text)
  switch (verb) {
    case 'get':
      return isDocument || look === 'table' || look === 'nothing found' || look === 'words'
    case 'describe':
      return look === 'description' || look === 'document' || isDocument
    case 'delete':
      return look === 'deleted' || look === 'nothing found' || look === 'words'
    case 'create':
    case 'apply':
    case 'run':
    case 'expose':
    case 'replace':
      return look === 'made' || look === 'words' || isDocument || (look === 'deleted' && verb !== 'create')
    default:
      return true
  }
}

/** Of a heredoc its command; nobody types more (characters). */
const firstLine = (line: string) => line.slice(0, 2000).split('\n')[0] ?? ''

/** Whether a line prints whole objects. */
export const isDocumentOf = (line: string) =>
  /(?:-o|--output)[= ]?(?:yaml|json)\b|\bcurl\b|config view|get --raw|helm template|kustomize|kubectl neat/.test(
    line,
  ) && !/>\s*\S+$/.test(line)
