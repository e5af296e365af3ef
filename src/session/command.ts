import type { Passage } from '../text/passage.ts'

/** Verbs of kubectl, those of plugins that people know, and those of old. */
const verbs = new Set(
  `alpha annotate api-resources api-versions apply attach auth autoscale certificate cluster-info completion config
  convert cordon cp create debug delete describe diff drain edit events exec explain expose get help kuberc kustomize
  label logs options patch plugin port-forward proxy replace rollout run scale set stop taint top uncordon version wait
  rolling-update krew ctx ns neat tree who-can view-secret new-project login project whoami status process start
  adm`.split(/\s+/),
)
const kubectls = new Set('kubectl k kubectl.exe oc kubecolor microk8s.kubectl'.split(' '))

/** Programs that a line which begins with their name surely types, where their first word is as it says. */
const clear: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-|https?:|["'$]|localhost|[\w.-]+[:/.]\S|\\)/,
  wget: /^(?:-|https?:|["'$]|[\w.-]+[:/.]\S)/,
  cat: /^(?:<<|>|[\w./~$"'-]*[./~_$-][\w./~$"'-]*$|[\w./~$-]+\.\w+|\/)/,
  minikube:
    /^(?:start|stop|delete|status|ip|service|addons|dashboard|kubectl|ssh|tunnel|profile|image|node|-)/,
  microk8s: /^(?:kubectl|enable|status|start)/,
  k3s: /^(?:kubectl|server)/,
  kind: /^(?:create|delete|get|load|export|version|build)\b/,
  kubeadm: /^(?:init|join|reset|token|config|upgrade|certs|version)\b/,
  helm: /^(?:install|upgrade|repo|list|ls|uninstall|delete|template|status|search|show|version|create|get|pull|init|history|rollback|env|lint|package|-)\b/,
  docker:
    /^(?:run|ps|build|pull|push|images?|exec|stop|rm|rmi|tag|login|logs|network|volume|container|inspect|version|info|compose|kill|system|cp|save|load|-)\b/,
  podman: /^(?:run|ps|build|pull|push|images?|exec|stop|rm|tag|login|logs|inspect)\b/,
  crictl: /^(?:ps|images?|pods?|inspect|logs|exec|pull|rm|stop|info|-)/,
  etcdctl: /^(?:get|put|del|snapshot|member|endpoint|-)/,
  echo: /^[$"'-]/,
  export: /^[A-Za-z_]\w*(?:=|$)/,
  alias: /^[\w.-]+=/,
  source: /^[\w./~<$-]/,
  git: /^(?:clone|checkout|pull|push|add|commit|status|diff|log|init|config|branch|-)\b/,
  cd: /^[\w./~$-]*$/,
  cp: /^(?:-\w+ )*\S+ \S+$/,
  mv: /^(?:-\w+ )*\S+ \S+$/,
  mkdir: /^(?:-\w+ )*[\w./~${},-]+(?: [\w./~${},-]+)*(?: &&.*)?$/,
  vi: /^\S+$/,
  vim: /^\S+$/,
  nano: /^\S+$/,
  emacs: /^\S+$/,
  gedit: /^\S+(?: &)?$/,
  code: /^\S+$/,
  touch: /^[\w./~$-]+(?: [\w./~$-]+)*$/,
  tee: /^(?:-a )?[\w./~$-]+/,
  gcloud: /^[a-z-]/,
  eksctl: /^[a-z-]/,
  kustomize: /^(?:build|create|edit|version)/,
  openssl: /^[a-z][\w-]+ -/,
  systemctl: /^(?:status|start|stop|restart|enable|daemon-reload|disable|-)/,
  journalctl: /^(?:-|$)/,
  ssh: /^(?:-|[\w.-]+@|[\w-]+$)/,
  'apt-get': /^(?:install|update|upgrade|-)/,
  apt: /^(?:install|update|upgrade|-)/,
  yum: /^(?:install|update|-)/,
  dnf: /^(?:install|update|-)/,
  brew: /^(?:install|update|upgrade|tap)/,
  exit: /^\d*$/,
}

/** Programs whose names are words as well: those of a line in a box that says that it is a shell's. */
const others = new Set(
  `echo ls rm ps kill sleep for while until if case set unset chmod chown base64 jq yq python python3 pip npm go make
  etcdctl ping nslookup dig nc netcat telnet env history head tail sort wc find tar unzip aws az kubectx kubens stern k9s date
  hostname whoami id pwd read printf test grep egrep sed awk cut xargs watch time sudo node bash sh clear eval which
  type man diff less more seq tr uniq stat df du free top htop uname nohup timeout true false wait jobs fg bg ln gunzip
  gzip iptables ip ss netstat lsof crontab snap dpkg ctr nerdctl krew terraform istioctl linkerd flux argocd argo
  velero skaffold tilt rbac-lookup kubectl-krew hey ab siege mysql psql redis-cli mongo . [ [[ { ( ((`.split(
    /\s+/,
  ),
)

/** What may stand before a program and runs it: `sudo`, `time`, `watch -n 2`, `FOO=bar`. */
const before =
  /^(?:(?:sudo(?: -\w+)*|time|nohup|exec|command|env|timeout \d+\w?|watch(?: -\w+(?: [\d.]+)?| --\w+(?:=\S+)?)*|!)[ \t]+|[A-Za-z_]\w*=(?!\$\(|`)(?:"[^"]*"|'[^']*'|[^\s"']*)[ \t]+)+(?=\S)/

/**
 * Whether a line is typed, by the name of a program at its beginning.
 * @param inShell whether it stands in a box of a shell, where names count that are words of English as well
 */
export function isCommand(line: string, inShell = false): boolean {
  const text = line.trim().slice(0, 2000).replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"')
  const rest = text.replace(before, '').replace(/^[({] +/, '')
  const [, name = '', then = ''] = rest.match(/^(\S+)[ \t]*([^]*)$/) ?? []
  const program = name.replace(/;$/, '')
  if (kubectls.has(program)) return isVerb(then)
  if (/^(?:\.{1,2}\/|~\/|\/usr\/|\/bin\/)[\w./-]+$/.test(program) && program !== './')
    return inShell || rest !== text
  if (/^[A-Za-z_]\w*=(?:\$\(|`|["']|\S*$)/.test(rest)) return inShell || /^\w+=(?:\$\(|`)/.test(rest)
  const pattern = Object.hasOwn(clear, program) ? clear[program] : undefined
  if (pattern?.test(then) === true) return true
  if (inShell && (pattern !== undefined || others.has(program)))
    return !/^(?:is|are|was|will|has|of)\b/.test(then)
  // `watch kubectl get pods`, `time kubectl …`
  return rest !== text && rest !== '' && others.has(program)
}

const isVerb = (then: string) => {
  const [word = ''] = then.match(/^\S+/) ?? []
  return (
    then === '' ||
    word.startsWith('-') ||
    word.startsWith('\\') ||
    (verbs.has(word) && !/^\w+ (?:is|are|the|will|shows?|prints?|command)\b/.test(then))
  )
}

/** Whether it looks as if some program were typed, whichever: a word in lower case, and what it is given. */
export function mayBeCommand(line: string): boolean {
  const [program = '', ...given] = line.trim().slice(0, 2000).split(/\s+/)
  return (
    /^(?:[a-z][\w.-]*\w|\.{0,2}\/[\w./-]+)$/.test(program) &&
    given.every((word) => /^[\w./~$"'={}@:*%<>|&+,[\]()#\\;-]+$/.test(word))
  )
}

/** A command that goes on for longer is one whose end was lost (lines). */
const mostLines = 200

/**
 * Says how far a line that is typed goes on: behind a backslash, an open quote, in a heredoc or a loop.
 * @param lines without prompts
 * @param from where it begins
 * @param to where the next one begins at the latest
 * @returns how many lines it has
 */
export function linesTyped(lines: readonly Passage[], from: number, to = lines.length): number {
  let at = from + 1
  let text = lines[from]?.text ?? ''
  for (const end = Math.min(to, from + mostLines); at < end && goesOn(text); at += 1)
    text += `\n${withoutMore(lines[at]?.text ?? '')}`
  const [end, marks] = heredocOf(text)
  if (end === undefined) return at - from
  for (; at < to; at += 1) {
    const line = withoutMore(lines[at]?.text ?? '')
    if ((marks === '-' ? line.trim() : line.trimEnd()) === end) return at + 1 - from
  }
  return at - from
}

/** What a shell puts before a line that goes on. */
export const withoutMore = (line: string): string => line.replace(/^>{1,2} ?/, '')

/** The word that ends a heredoc which begins in a line, and the sign that it may be indented. */
function heredocOf(text: string): [end: string | undefined, marks: string | undefined] {
  const [, marks, end] = text.match(/(?<!<)<<(-?)\s*["'\\]?([A-Za-z_]\w*)["']?/) ?? []
  return [end, marks]
}

const goesOn = (text: string) => {
  if (/(?:^|[^\\])(?:\\\\)*\\\s*$/.test(text) || /(?:\||&&)\s*$/.test(text)) return true
  if (heredocOf(text)[0] !== undefined) return false
  // PowerShell has a backtick at the end of a line that goes on.
  if (/ `\s*$/.test(text)) return true
  if (hasOpenQuote(text)) return true
  const words = text
    .replaceAll(/"[^"]*"|'[^']*'|#.*$/gm, '')
    .match(/(?<=^|[;&|\n(]|do|then|else)\s*(?:for|while|until|if|case|done|fi|esac)\b/g)
  const opened = words?.filter((word) => !/done|fi|esac/.test(word)).length ?? 0
  return opened > (words?.length ?? 0) - opened
}

/** Whether a quote of a line is not closed; an apostrophe in a word is none. */
function hasOpenQuote(text: string): boolean {
  let open = ''
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] ?? ''
    if (mark === '\\' && open !== "'") at += 1
    else if (open !== '' && mark === open) open = ''
    else if (open === '' && mark === '#' && /^$|\s/.test(text[at - 1] ?? ''))
      at = (text.indexOf('\n', at) + 1 || text.length + 1) - 1
    else if (open === '' && (mark === '"' || (mark === "'" && !/\w/.test(text[at - 1] ?? '')))) open = mark
  }
  return open !== ''
}
