import { kindsNamed } from './kind-named.ts'
import { pipelinesIn, type ShellCommand } from './shell-words.ts'

/** What prints, of a line that is typed. */
export interface Printing {
  /** The verb of kubectl, with what belongs to it: `get`, `config view`, `proxy -h`. */
  verb?: string
  /** Of what kinds it prints something; nothing where the line does not say it, as `-f FILE`. */
  kinds?: readonly string[]
  /** `object`: the stored objects are shown whole; `other`: in a form of its own, or into a file. */
  form: 'text' | 'wide' | 'object' | 'other'
  /** The path that the API is asked for. */
  path?: string
  /** Whether all is shown that is printed: `grep` shows some lines of it. */
  isWhole: boolean
}

/** What prints when a line is typed, in any of its commands: whatever stands before or behind kubectl, curl and their flags. */
export const printingsOf = (line: string): Printing[] =>
  pipelinesIn(line).flatMap(([first, ...filters]) => {
    const printing = first && printingOf(first)
    const kept = new Set(filters.map(({ words }) => leaves(words)))
    if (!printing || kept.has('nothing')) return []
    return [{ ...printing, isWhole: printing.isWhole && !kept.has('some') }]
  })

/** What a filter leaves of the lines that it reads: only those count that leave them as they were. */
function leaves([program = '', ...words]: readonly string[]): 'all' | 'some' | 'nothing' {
  if (/^(?:cat|tee|less|more|sort)$/.test(program)) return 'all'
  if (/^(?:head|tail|[ef]?grep)$/.test(program))
    return words.some((word) => /^-[a-zA-Z]*[colLq]/.test(word)) ? 'nothing' : 'some'
  if (/^[jy]q$/.test(program))
    return words.every((word) => word === '.' || word.startsWith('-')) ? 'all' : 'nothing'
  return program.startsWith('python') && words.join(' ') === '-m json.tool' ? 'all' : 'nothing'
}

/** What only calls another program, with its own flags and times. */
const callers = /^(?:sudo|time|watch|nohup|env|timeout|command|microk8s|k3s|minikube)$/

function printingOf({ words, isKept }: ShellCommand): Printing | undefined {
  let at = 0
  while (
    (words[at] !== undefined && /^(?:\w+=.*|[$%>]|-.*|[\d.]+[smh]?)$/s.test(words[at] ?? '')) ||
    callers.test(words[at] ?? '')
  )
    at += 1
  const [program = '', ...more] = words.slice(at)
  const name = program
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/\.exe$/, '')
  const printing =
    name === 'kubectl' || name === 'k'
      ? ofKubectl(more[0] === '--' ? more.slice(1) : more)
      : name === 'curl' || name === 'wget'
        ? ofHttp(more)
        : undefined
  return printing && (isKept ? { ...printing, form: 'other' } : printing)
}

/** Flags of kubectl that have a value, which may be the next word. */
const valued = new Set(
  `-n --namespace --context --kubeconfig --cluster --user -s --server --token --as --as-group --as-uid -v --v --vmodule
  --request-timeout --certificate-authority --client-certificate --client-key --tls-server-name --cache-dir --profile
  -o --output -l --selector -f --filename -k --kustomize -c --container --field-selector --sort-by --template -L --label-columns
  --raw --subresource --chunk-size --patch --patch-file --type --image --replicas --schedule --port --target-port --protocol --name
  --env --labels --annotations --overrides --override-type --limits --requests --from --from-literal --from-file --from-env-file
  --field-manager --tail --since --since-time --limit-bytes --timeout --grace-period --for --verb --resource --resource-name
  --serviceaccount --clusterrole --role --group --duration --audience --bound-object-kind --bound-object-name --api-prefix
  --www --www-prefix --address --api-group --api-version --pod-running-timeout --image-pull-policy --restart
  --docker-server --docker-username --docker-password --docker-email --cert --key --min --max --cpu-percent --revision --to-revision`.split(
    /\s+/,
  ),
)

/** Verbs of which the next word is a part. */
const families = /^(?:config|auth|rollout|set|top|certificate|plugin|alpha)$/
/** Verbs that name a kind first, or a kind with a name. */
const onKinds =
  /^(?:get|describe|delete|edit|label|annotate|patch|scale|expose|autoscale|wait|explain|replace|taint|rollout \w+|set \w+|top \w+)$/
/** Verbs whose subject is a Pod where no kind is named. */
const onPods = /^(?:run|logs|exec|attach|port-forward|cp|debug)$/

function ofKubectl(words: readonly string[]): Printing | undefined {
  const flags = new Map<string, string>()
  const plain: string[] = []
  const own = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined)
  for (let at = 0; at < own.length; at += 1) {
    const word = own[at] ?? ''
    if (!word.startsWith('-') || word === '-') {
      plain.push(word)
      continue
    }
    const [, name = word, value = ''] = /^(--[\w-]+|-[nolfksvLc])=?(.*)$/s.exec(word) ?? []
    const isFollow = name === '-f' && plain[0] === 'logs'
    const isNext = value === '' && valued.has(name) && !isFollow
    if (isNext) at += 1
    flags.set(isFollow ? '--follow' : name, isNext ? (own[at] ?? '') : value)
  }
  const [first, second, third] = plain[0] === 'help' ? plain.slice(1) : plain
  if (first === undefined) return undefined
  const isCompound = families.test(first) || (first === 'create' && second === 'token')
  const verb = isCompound && second !== undefined ? `${first} ${second}` : first
  const isHelp = plain[0] === 'help' || flags.has('-h') || flags.has('--help')
  if (isHelp) return { verb: `${verb} -h`, form: 'text', isWhole: true }
  const path = flags.get('--raw')
  if (path !== undefined && verb === 'get') return ofPath(path)
  const output = flags.get('-o') ?? flags.get('--output') ?? ''
  const isStored = flags.get('--dry-run') === undefined || flags.get('--dry-run') === 'server'
  const form =
    output === ''
      ? 'text'
      : output === 'wide'
        ? 'wide'
        : /^(?:yaml|json)$/.test(output) && isStored
          ? 'object'
          : 'other'
  const subjects = verb.startsWith('top ')
    ? [second]
    : isCompound
      ? [third, ...plain.slice(3)]
      : [second, ...plain.slice(2)]
  const kinds =
    flags.has('-f') || flags.has('--filename') || flags.has('-k')
      ? undefined
      : kindsOf(
          verb,
          subjects.filter((word) => word !== undefined),
        )
  return { verb, ...(kinds && { kinds }), form, isWhole: !flags.has('--no-headers') }
}

function kindsOf(verb: string, [subject, ...more]: readonly string[]): string[] | undefined {
  if (verb === 'events') return ['Event']
  if (onPods.test(verb)) return subject?.includes('/') === true ? kindsNamed(subject) : ['Pod']
  if (verb === 'create token') return ['ServiceAccount']
  if (subject === undefined || !(onKinds.test(verb) || verb === 'create')) return undefined
  return [subject, ...more.filter((word) => subject.includes('/') && word.includes('/'))].flatMap(kindsNamed)
}

/** Flags of curl and wget whose value is the next word. */
const httpValued =
  /^(?:-[a-zA-Z]*[HoudXAmebEFO]|--(?:header|output|user|request|user-agent|max-time|cacert|cert|key|resolve|connect-timeout|retry|cookie|referer|write-out|proxy|ca-certificate))$/
/** Flags by which something else is asked for than what stands at a path. */
const isOther =
  /^(?:-[a-zA-Z]*[dIFT]|--(?:data.*|head|form|upload-file|post-data.*|request=(?!GET$).*)|-X(?!GET$)\w+)$/

function ofHttp(words: readonly string[]): Printing | undefined {
  const method = words[words.findIndex((word) => /^(?:-[a-zA-Z]*X|--request)$/.test(word)) + 1]
  const hasMethod = words.some((word) => /^(?:-[a-zA-Z]*X|--request)$/.test(word))
  if (words.some((word) => isOther.test(word)) || (hasMethod && method !== 'GET')) return undefined
  const url = words.find((word, at) => !word.startsWith('-') && !httpValued.test(words[at - 1] ?? ''))
  return url === undefined ? undefined : ofPath(url.replace(/^(?:\w+:\/\/)?[^/]*/, ''))
}

const objectPath =
  /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/(?:namespaces\/[^/]+|watch)(?=\/))?\/([^/]+)(?:\/[^/]+(?:\/status)?)?$/

/** What is answered to a path of the API. */
function ofPath(path: string): Printing {
  const [clean = ''] = path.split(/[?#]/)
  const short = clean.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '')
  const resource = objectPath.exec(short)?.[1]
  return {
    path: short,
    ...(resource !== undefined && { kinds: kindsNamed(resource) }),
    form: 'object',
    isWhole: true,
  }
}
