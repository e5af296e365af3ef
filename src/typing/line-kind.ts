/** What can be said of a typed line before it is typed. */
export interface LineKind {
  /** The line as it is typed in a sandbox: without `sudo` before kubectl. */
  line: string
  /** Why it is not typed at all. */
  refused?: string
  /** It only looks, so that typing it again does no harm. */
  looks: boolean
  /** It begins to serve in the foreground, and what follows asks it. */
  serves: boolean
  /** It goes on until somebody ends it. */
  follows: boolean
  /** It has its user type into it. */
  talks: boolean
  /** It goes on in the background. */
  staysBehind: boolean
}

/** Why programs are not tried, by their names. */
const refusals: readonly (readonly [reason: string, programs: string])[] = [
  [
    'it installs programs',
    'apt apt-get aptitude dpkg yum dnf rpm apk brew port snap pip pip3 npm choco winget scoop zypper pacman krew',
  ],
  ['it goes to another machine', 'ssh scp sftp rsync telnet mosh'],
  [
    'it is about clusters and containers of the author',
    'minikube kind kubeadm k3d k3s k0s microk8s rke docker docker-compose podman nerdctl crictl ctr vagrant multipass systemctl service journalctl',
  ],
  [
    'it needs an account of a cloud',
    'gcloud gsutil aws az doctl ibmcloud eksctl kops terraform ansible-playbook',
  ],
  [
    'it opens a window or an editor',
    'open xdg-open firefox google-chrome start code vi vim nvim nano emacs gedit notepad less more',
  ],
  ['it has rights on the machine that nobody has here', 'sudo su doas reboot shutdown poweroff mount umount'],
]

const programs = new Map(
  refusals.flatMap(([reason, names]) => names.split(' ').map((name) => [name, reason] as const)),
)

const lookingVerbs = new Set(
  'get describe logs explain top version cluster-info api-resources api-versions events diff'.split(' '),
)
const lookingPrograms = new Set(
  'cat ls echo grep egrep head tail awk cut sort uniq wc tr jq yq column base64 date printf true xargs tree pwd'.split(
    ' ',
  ),
)

/** Tells what kind of line it is. */
export function kindOfLine(typed: string): LineKind {
  const line = typed.replaceAll(
    /(^|[;|&(]\s*)sudo\s+(?:-\S+\s+)*(?=(?:\S*\/)?(?:kubectl|curl|cat|ls)\b)/g,
    '$1',
  )
  const commands = commandsIn(line)
  const refused = commands.map(refusalOf).find((reason) => reason !== undefined)
  const kubectl = commands.map(kubectlOf)
  const has = (words: readonly string[] | undefined, pattern: RegExp) =>
    words?.some((word) => pattern.test(word)) === true
  const staysBehind = /(^|[^&])&\s*(disown)?\s*$/.test(line.trim())
  const follows = commands.some(
    (words, index) =>
      ['watch', 'top', 'htop'].includes(words[0] ?? '') ||
      (words[0] === 'tail' && has(words, /^(-\w*[fF]\w*|--follow)/)) ||
      (words[0] === 'ping' && !has(words, /^-c/)) ||
      (kubectl[index]?.[0] === 'get' && has(kubectl[index], /^(-\w*w|--watch(-only)?(=true)?)$/)) ||
      (kubectl[index]?.[0] === 'logs' && has(kubectl[index], /^(-\w*f|--follow(=true)?)$/)) ||
      (kubectl[index]?.[0] === 'events' && has(kubectl[index], /^(-\w*w|--watch(=true)?)$/)),
  )
  return {
    line,
    ...(refused !== undefined && { refused }),
    looks: commands.length > 0 && !follows && !/(^|[^>2&])>>?\s*[\w./~]/.test(line) && commands.every(isLook),
    serves: !staysBehind && kubectl.some((words) => ['proxy', 'port-forward'].includes(words?.[0] ?? '')),
    follows: follows && !staysBehind,
    talks:
      !staysBehind &&
      kubectl.some(
        (words) =>
          words?.[0] === 'attach' ||
          (['exec', 'run', 'debug'].includes(words?.[0] ?? '') && has(words, /^(-\w*t\w*|--tty(=true)?)$/)),
      ),
    staysBehind,
  }
}

/** The files that a line has kubectl read, as it names them. */
export function filesReadBy(line: string): string[] {
  return commandsIn(line)
    .filter((words) => !['logs', undefined].includes(kubectlOf(words)?.[0]))
    .flatMap((words) =>
      words.flatMap((word, index) => {
        const [, joined] = /^(?:-f|--filename|--from-file|--from-env-file)=(.+)$/.exec(word) ?? []
        const next = /^(?:-f|--filename)$/.test(word) ? words[index + 1] : undefined
        const attached = /^-f([^=].*)$/.exec(word)?.[1]
        return [joined?.replace(/^[\w.-]+=/, ''), next, attached].flatMap((one) => one?.split(',') ?? [])
      }),
    )
    .filter((name) => name !== '-' && !name.includes('$') && !name.includes('*'))
}

/** The commands of a line, each as its words, without what is put into variables before it. */
function commandsIn(line: string): string[][] {
  const bare = line
    .replaceAll(/<<-?\s*(['"]?)(\w+)\1([^\n]*)\n[\s\S]*?\n\s*\2(?=\n|$)/g, '$3')
    .replaceAll(/\\\n/g, ' ')
  const pieces =
    bare.match(/'[^']*'|"(?:\\.|[^"\\])*"|\\.|&&|\|\||[;|&\n]|\$\(|[()`]|[^\s;|&()`'"\\$]+|\$|[ \t]+/g) ?? []
  const commands: string[][] = [[]]
  let isNewWord = true
  for (const piece of pieces) {
    const words = commands.at(-1) ?? []
    if (/^(?:&&|\|\||[;|\n]|\$\(|[()`])$/.test(piece)) commands.push([])
    else if (piece === '&') {
      // `2>&1` is one word.
      if (/[<>]$/.test(words.at(-1) ?? '')) words.push(`${words.pop()}&`)
      else commands.push([])
    } else if (/^\s+$/.test(piece)) isNewWord = true
    else {
      const text = piece.replace(/^(['"])(.*)\1$/s, '$2')
      if (isNewWord || words.length === 0) words.push(text)
      else words.push(`${words.pop()}${text}`)
      isNewWord = false
    }
  }
  return commands
    .map((words) => {
      const first = words.findIndex(
        (word) => !/^\w+=/.test(word) && !['time', 'nohup', 'exec', 'then', 'do', '!'].includes(word),
      )
      return first === -1 ? [] : words.slice(first)
    })
    .filter((words) => words.length > 0)
}

/** Options of kubectl's that stand before its verb, with a word of their own. */
const withWord = new Set(
  '-n --namespace --context --kubeconfig --cluster --user -s --server --as --token'.split(' '),
)

/** What kubectl is told, from its verb on; undefined where it is another program. */
function kubectlOf(words: readonly string[]): string[] | undefined {
  if (!/^(?:.*\/)?(?:kubectl(?:\.exe)?|oc)$/.test(words[0] ?? '')) return undefined
  let at = 1
  while (words[at]?.startsWith('-')) at += withWord.has(words[at] ?? '') ? 2 : 1
  const rest = words.slice(at)
  // What comes after it is for a program in a container.
  const end = rest.indexOf('--')
  return end === -1 ? rest : rest.slice(0, end)
}

function refusalOf(words: readonly string[]): string | undefined {
  const [program = ''] = words
  const name = program.replace(/^.*\//, '').replace(/\.exe$/, '')
  const reason = programs.get(name)
  if (reason !== undefined) return `${name}: ${reason}`
  const kubectl = kubectlOf(words)
  if (kubectl?.[0] === 'edit')
    return 'kubectl edit: it opens an editor, and what is changed in it can not be typed'
  const away = [
    ...(kubectl ? filesReadBy(words.join(' ')) : []),
    ...(['curl', 'wget'].includes(name) ? words.slice(1) : []),
  ]
    .map((word) =>
      /^(?:https?|ftp):\/\/(?:[^@/]*@)?([^/:?#]+)|^((?:[\w-]+\.)+[a-z]{2,})(?:[/:]|$)/.exec(word),
    )
    .map((found) => found?.[1] ?? found?.[2])
    .find((host) => host !== undefined && isElsewhere(host))
  return away === undefined ? undefined : `it asks ${away}: from here nothing but the cluster is reached`
}

const isElsewhere = (host: string) =>
  !/^(?:localhost|[\d.]+|\[.*|.*\$.*)$/.test(host) &&
  !/\.(?:svc|local|yaml|yml|json)$/.test(host) &&
  host.includes('.')

function isLook(words: readonly string[]): boolean {
  const [program = ''] = words
  const kubectl = kubectlOf(words)
  if (kubectl) {
    const [verb = '', next] = kubectl
    return (
      lookingVerbs.has(verb) ||
      (verb === 'config' && /^(?:view|get-|current-)/.test(next ?? '')) ||
      (verb === 'auth' && next !== 'reconcile') ||
      (verb === 'rollout' && next === 'history')
    )
  }
  if (program === 'curl')
    return !words.some(
      (word) =>
        /^(?:-X|--request|-d|--data.*|-T|--upload-file|-F|--form|-o|-O|--output)/.test(word) &&
        !/^-XGET$/.test(word),
    )
  if (program === 'sed') return !words.some((word) => word.startsWith('-i'))
  return lookingPrograms.has(program)
}
