/** How a piece of a text looks that may have been printed. */
export type PrintedLook =
  | 'made'
  | 'deleted'
  | 'table'
  | 'description'
  | 'document'
  | 'nothing found'
  | 'error'
  | 'left out'
  | 'words'

/** What is longer is looked at so far (characters). */
const longest = 2000

const made =
  /^[\w.-]+(?:\/[\w.:-]+| "[\w.:-]+") (?:created|configured|unchanged|patched|edited|replaced|annotated|labell?ed|unlabeled|scaled|exposed|autoscaled|restarted|rolled back|paused|resumed|cordoned|uncordoned|drained|evicted|tainted|untainted|approved|not labeled|condition met|serverside-applied|(?:image|env|resource requirements|selector|serviceaccount|subjects) updated|skipped|created \(.*\)|already exposed)\b/
const deleted = /^(?:[\w.-]+ "[\w.:-]+" (?:force )?deleted|[\w.-]+\/[\w.:-]+ deleted)\b/
const firstColumn =
  /^(?:NAME|NAMESPACE|LAST|CURRENT|REVISION|KIND|RESOURCE|TYPE|READY|CONTAINER|REPOSITORY|FIELD|EVENT|SUBJECT|STATUS|HOST)$/
const title = /^(?:KIND|VERSION|FIELD|DESCRIPTION|RESOURCE|GROUP|DEPRECATED):/
const document = /^(?:[{[]\s*$|[{[]\s*["{[]|\{\}|\[\]|(?:- )?["']?[A-Za-z][\w./-]*["']?:(?:\s|$)|---\s*$)/
const description = /^[A-Z][\w ()-]*:(?: {2,}|\t| *$)/
const failure =
  /^(?:error:|Error from server|Error:|Error response|Warning:|W\d{4} |E\d{4} |Unable to connect|The connection to the server|The \w+ "[^"]*" is invalid|curl: \(|-?bash: |sh: |\/bin\/sh: |kubectl: |command terminated with|unknown (?:flag|shorthand|command)|warning:|Forbidden|Unauthorized|strict decoding|invalid |The request is invalid)/
const words =
  /^(?:\[\d+\][+-]? |Starting to serve|Forwarding from|Handling connection|If you don't see|All commands and output|Defaulted container|Switched to|Context "|Cluster "|User "|Kubernetes |CoreDNS is|Client Version|Server Version|Kustomize Version|waiting for|Waiting for|deployment "|daemon set "|statefulset |partitioned roll|node\/|pod "|HTTP\/\d|<[!/a-z]|[IWEF]\d{4} |\d{4}[-/]\d\d[-/]\d\d|Hello|Welcome|Name: |Server:|Address|yes$|no$|total \d|[drwx-]{10}|Removing|Property |Editing|Edit cancelled|Session ended|Hit Ctrl)/

const omission =
  /^(?:(?:#|\/\/) ?)?(?:<[\w -]*omitted[\w -]*>|[<[(]?(?:snip(?:ped)?|truncated|omitted|cut)[>\])]|\[?(?:\.{2,}|…)\]?|-{2,} ?(?:snip|cut|8<).*)$/i
const label =
  /^(?:every [\d.]+s: .*|(?:(?:#+|\/\/|--+|==+|>+) *)?(?:the |sample |example |expected |command |actual |console )*(?:output|result|response|returns|prints|stdout)s?(?: (?:is|of .{1,60}|looks like(?: this)?|similar to.{0,20}))?[ :.=-]*)$/i

/** Whether something is left out here, by a sign: `...`, `<output_omitted>`, `[snip]`. */
export const isOmissionLine = (line: string): boolean => isShort(line) && omission.test(line.trim())

/** What stands above what is printed: `#output`, `Output:`, the header of `watch`. */
export const isLabel = (line: string): boolean => isShort(line) && label.test(line.trim())

/** Only a line of a few words can be a sign; the patterns would take long for others. */
const isShort = (line: string) => line.trim().length < 200

/** Whether it is the header of a table: words in capital letters, two columns at least. */
function isHeader(line: string): boolean {
  const columns = line.trim().slice(0, longest).split(/\s+/)
  const isAllCapital = columns.every((column) =>
    /^[A-Z%][A-Z0-9_/()%:.-]*$/.test(column.replace(/\([a-z]+\)/, '')),
  )
  return (
    isAllCapital &&
    (firstColumn.test(columns[0] ?? '') || (columns.length > 1 && / {2}|\t/.test(line.trim())))
  )
}

/**
 * Says how a line looks.
 * @returns undefined of a line that may be anything
 */
export function lookOf(line: string): PrintedLook | undefined {
  const text = line.trim().slice(0, longest)
  if (isOmissionLine(text)) return 'left out'
  if (made.test(text)) return 'made'
  if (deleted.test(text)) return 'deleted'
  if (text.startsWith('No resources found')) return 'nothing found'
  if (failure.test(text)) return 'error'
  if (isHeader(text)) return 'table'
  if (title.test(text) || description.test(text)) return 'description'
  if (document.test(text)) return 'document'
  return words.test(text) ? 'words' : undefined
}

/** Whether a text is a manifest: it names the version and the kind of an object. */
export const isManifest = (text: string): boolean =>
  (/^["']?apiVersion["']?:/m.test(text) && /^["']?kind["']?:/m.test(text)) ||
  /^\s*\{\s*"(?:apiVersion|kind)"\s*:[^]*"(?:apiVersion|kind)"\s*:/.test(text)
