import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { outlined } from '../../testing/outlined.ts'
import { readForm } from '../text/read-form.ts'
import { sessionOf } from './session-of.ts'
import type { Session } from './session.ts'

const folder = join(import.meta.dirname, '../../testing/texts')

const remove = '$ kubectl delete jobs.batch sleepy | 1'
const create = '$ kubectl create -f job.yaml | 1'
const sixStale = [
  remove,
  '$ kubectl delete cronjobs.batch sleepy | 1',
  '$ kubectl get job | 2',
  '$ kubectl get jobs.batch | 2',
  '$ kubectl get cronjobs.batch | 2',
]
const kept: Readonly<Record<string, readonly string[]>> = {
  '01.md': ['$ kubectl get job | 2'],
  '02.md': [
    '$ kubectl get pods',
    '$ kubectl get deployments',
    '$ kubectl rollout restart deployment web',
    '$ kubectl get statefulsets | 2',
  ],
  '03.md': ['$ kubectl get jobs | 2'],
  '04.md': ['$ kubectl create -f job.yaml', '$ kubectl get job', '$ kubectl describe job sleepy'],
  '05.md': [
    'file ~/labs/job.yaml | 13',
    '$ cat ~/labs/job.yaml | 13',
    '$ cp /srv/solutions/job.yaml .',
    'file job.yaml | 13',
    create,
  ],
  '06.md': [
    'edit job.yaml',
    '$ kubectl create -f job.yaml',
    '$ kubectl get jobs.batch | 2',
    '$ kubectl get jobs.batch | 2',
  ],
  '07.md': ['$ kubectl proxy --api-prefix=/ & | 2'],
  '08.md': [
    '$ kubectl get cronjobs | 2',
    '$ kubectl get cj | 2',
    '$ kubectl delete job sleepy | 1',
    '$ kubectl delete job.batch/sleepy | 1',
    '$ kubectl describe job sleepy | 3',
    '$ kubectl describe jobs/sleepy | 3',
    '$ curl http://localhost:8001/api | 2',
    '$ curl http://127.0.0.1:8001/api/v1/namespaces/ | 4',
  ],
  '09.md': Array.from({ length: 12 }, () => remove),
  '10.rst': [remove, '$ kubectl get job | 2'],
  '11.md': [remove, '$ curl http://127.0.0.1:8001/api/v1/namespaces | 8'],
  '11b.md': [remove],
  '12.md': ['$ kubectl describe jobs.batch sleepy | 31'],
  '13.md': ['$ curl http://127.0.0.1:8001/api/v1/namespaces | 25'],
  '14.md': [
    '$ kubectl describe secret default-token-8t7gb | 13',
    "$ export token=$(kubectl describe secret default-token-8t7gb |grep token |cut -f7 -d ' ')",
    '$ echo $token | 1',
    '$ kubectl config view | 19',
  ],
  '15.md': ['$ kubectl get job sleepy -o yaml | 9'],
  '18.md': [create, '$ kubectl get job | 2', '$ kubectl get job | 2'],
  '19.md': ['$ cat <<EOF | kubectl create -f - | 1', '$ kubectl get job | 2'],
  '20.md': ['$ kubectl get job | #2', '$ kubectl delete jobs.batch sleepy | #1'],
  '21.ipynb': [remove],
  '22.md': sixStale,
  '23-bom-crlf.md': sixStale,
  '25.adoc': ['$ kubectl get job | 2', remove],
  '26.md': ['$ curl http://[::1]:8001/api/ | 1', '$ curl http://127.0.0.1:8001/api/ | 3'],
  '27.md': [
    '$ kubectl create -f cronjob.yaml | 1',
    ...Array.from({ length: 4 }, () => '$ kubectl get jobs.batch | 1'),
    '$ kubectl get jobs.batch -A | 1',
  ],
  '28.md': [remove, remove],
  '30.md': ['$ kubectl create -f cronjob.yaml | 2'],
  '31.md': [create, '$ kubectl get job | 2'],
  '32.md': [
    '$ kubectl run -i -t busybox --image=busybox --restart=Never | 1',
    '1> ls /var/run/secrets/kubernetes.io/serviceaccount/ | 1',
    '1> exit',
    '$ kubectl run -i -t busybox --image=busybox --restart=Never | 2',
    '4> ls /var/run/secrets/kubernetes.io/serviceaccount/ | 1',
    '4> exit',
  ],
  '33.md': ['$ kubectl get pods -l job-name=sleepy | 1'],
  '34.md': [remove],
  '35.html': [remove],
  '37.md': [
    '$ kubectl get cronjobs.batch | 2',
    '$ kubectl get cronjobs.batch | 2',
    '$ kubectl get jobs.batch | 2',
  ],
  '38.md': [create, '$ kubectl get job | 2', '$ kubectl get job | 2'],
  '41.md': ['$ kubectl get jobs | 2'],
  '42.md': ['$ kubectl get cronjobs.batch | 2'],
  '45.md': ['$ vim cronjob.yaml', 'part of file cronjob.yaml | 5', '$ kubectl create -f cronjob.yaml | 2'],
}

describe('the small texts', () => {
  test.each(Object.entries(kept))('%s', async (name, expected) => {
    const text = readForm(name, await readFile(join(folder, name), 'utf8'))
    expect(outlined(sessionOf(text))).toEqual(expected)
  })
})

const read = (name: string, text: string): Session => sessionOf(readForm(name, text))
const fenced = (...lines: string[]) => ['```', ...lines, '```', ''].join('\n')
const table = ['NAME   READY', 'a      1/1']

/** A text, and its outline. */
const others: readonly (readonly [what: string, name: string, text: string, outline: readonly string[]])[] = [
  [
    'a shortcode of Hugo, and an address that a line uses',
    'a.md',
    '{{< highlight yaml >}}\napiVersion: v1\nkind: Pod\n{{< /highlight >}}\n\n```shell\nkubectl apply -f https://x.io/pod.yaml\n```\n\nSimilar to:\n\n```\npod/a created\n```\n',
    ['file https://x.io/pod.yaml | 2', '$ kubectl apply -f https://x.io/pod.yaml | 1'],
  ],
  [
    'tabs and Jekyll',
    'a.md',
    '{{< tab name="a" codelang="bash" >}}\nkubectl get pods\n{{< /tab >}}\n\n{% highlight console %}\n$ kubectl get svc\n{% endhighlight %}\n',
    ['$ kubectl get pods', '$ kubectl get svc'],
  ],
  [
    'admonitions, details and MDX',
    'a.mdx',
    'import X from "x"\n\n<Tabs>\n<Tab>\n```bash\nkubectl get pods\n```\n</Tab>\n</Tabs>\n\n:::note\n```bash\nkubectl get svc\n```\n:::\n',
    ['$ kubectl get pods', '$ kubectl get svc'],
  ],
  [
    'what is indented below an admonition',
    'a.md',
    '!!! note\n\n    Look:\n\n    ```bash\n    kubectl get pods\n    ```\n\n<details>\n\n```\nNAME   READY\n```\n\n</details>\n',
    ['$ kubectl get pods | 1'],
  ],
  [
    'code in a paragraph of its own',
    'a.md',
    'Then\n\n`kubectl get ns`\n\nand `kubectl get no` too.',
    ['$ kubectl get ns'],
  ],
  [
    'pre in Markdown',
    'a.md',
    '<pre>\n$ kubectl get pods -l &quot;a&quot;\n</pre>\n',
    ['$ kubectl get pods -l "a"'],
  ],
  [
    'front matter',
    'a.md',
    '---\ntitle: $ kubectl get pods\n---\n\n' + fenced('$ kubectl get ns'),
    ['$ kubectl get ns'],
  ],
  [
    'numbers of lines',
    'a.md',
    fenced('1  $ kubectl get pods', '2  NAME   READY', '3  a      1/1'),
    ['$ kubectl get pods | 2'],
  ],
  [
    'two-line prompts',
    'a.md',
    fenced('~/app main*', '❯ kubectl get pods', ...table, '', '~/app main*', '❯ kubectl get ns'),
    ['$ kubectl get pods | 2', '$ kubectl get ns'],
  ],
  [
    'what is printed with its command as a title',
    'a.md',
    '```sh\nkubectl apply -f a.yaml\n```\n\n' +
      '{{< tabs name="Look" >}}\n{{< tab name="kubectl describe job pi" codelang="bash" >}}\nName:       pi\n  Command:\n      sh\n' +
      '{{< /tab >}}\n{{< /tabs >}}\n\n```yaml title="kubectl get job pi -o yaml"\nkind: Job\n```\n',
    ['$ kubectl apply -f a.yaml', '$ kubectl describe job pi | 3', '$ kubectl get job pi -o yaml | 1'],
  ],
  [
    'prompts in which their owners have put whatever they like',
    'a.txt',
    'Look:\n\n' +
      [
        'controlplane ~ ➜  ',
        'ann in lab on main took 2s ❯ ',
        '⎈ kind (default) ⟩ ',
        '└─$ ',
        '14:02 lab ⟫ ',
        'box lab (main) $ ',
      ]
        .map((prompt) => [`${prompt}kubectl get po`, ...table, ''].join('\n'))
        .join('\n'),
    Array.from({ length: 6 }, () => '$ kubectl get po | 2'),
  ],
  [
    'no prompts: what goes into a file, and prose',
    'a.txt',
    'echo a > kubectl get po\n\nWe pay 5 $ a month (kubectl get po) or less > nothing\n',
    [],
  ],
  [
    'prompts of zsh, fish, Windows and OpenShift',
    'a.md',
    fenced('me@mac ~ % kubectl get po', ...table) +
      fenced('me@box ~/x> kubectl get po', ...table) +
      fenced('PS> kubectl.exe get po', ...table) +
      fenced('λ kubectl get po', ...table) +
      fenced('(⎈|kind:default) $ kubectl get po', ...table) +
      fenced('ubuntu@ip-10-0-0-1:~$ sudo kubectl get po', ...table) +
      fenced('bash-5.1$ oc get po', ...table),
    [
      ...Array.from({ length: 5 }, () => '$ kubectl get po | 2'),
      '$ sudo kubectl get po | 2',
      '$ oc get po | 2',
    ],
  ],
  [
    'other names of kubectl, and what runs it',
    'a.md',
    '```bash\nminikube kubectl -- get po\nwatch k get po\ntime kubectl get po\nKUBECONFIG=x kubectl get po\nalias kg="kubectl get"\nkg po | k apply -f -\n```\n',
    [
      '$ kubectl get po',
      '$ watch kubectl get po',
      '$ time kubectl get po',
      '$ KUBECONFIG=x kubectl get po',
      '$ alias kg="kubectl get"',
      '$ kubectl get po | kubectl apply -f -',
    ],
  ],
  [
    'into a program, and out of it',
    'a.md',
    fenced(
      '$ kubectl exec -it web -- bash',
      'root@web:/# curl localhost',
      '<html>',
      'root@web:/# exit',
      '$ kubectl get po',
      ...table,
    ) + fenced('$ kubectl exec -it web -- ls', 'bin'),
    [
      '$ kubectl exec -it web -- bash',
      '1> curl localhost | 1',
      '1> exit',
      '$ kubectl get po | 2',
      '$ kubectl exec -it web -- ls | 1',
    ],
  ],
  [
    'lines that go on, loops, quotes, heredocs',
    'a.md',
    '```bash\nkubectl run a \\\n  --image=b\nfor i in 1 2; do\n  kubectl get po\ndone\necho "one\ntwo"\ncat > a.yaml <<EOF\nkind: Pod\nEOF\nkubectl create -f a.yaml\n```\n',
    [
      '$ kubectl run a --image=b',
      '$ for i in 1 2; do',
      '$ echo "one',
      '$ cat > a.yaml <<EOF',
      '$ kubectl create -f a.yaml',
    ],
  ],
  [
    'several answers in one box',
    'a.md',
    '```bash\nkubectl create -f a.yaml\nkubectl get po\nkubectl delete po a\n```\n\n' +
      fenced('pod/a created', ...table, 'pod "a" deleted'),
    ['$ kubectl create -f a.yaml | 1', '$ kubectl get po | 2', '$ kubectl delete po a | 1'],
  ],
  [
    'a file by prose, title, comment, and one that is shown below',
    'a.md',
    'Create `a.yaml`:\n\n```yaml\napiVersion: v1\nkind: Pod\n```\n\n```yaml title="b.yaml"\nx: y\n```\n\n```yaml\n# c.yaml\nx: y\n```\n\n```bash\nkubectl apply -f d.yaml\n```\n\nThis is d.yaml:\n\n```yaml\napiVersion: v1\nkind: Pod\n```\n',
    [
      'file a.yaml | 2',
      'part of file b.yaml | 1',
      'part of file c.yaml | 2',
      'file d.yaml | 2',
      '$ kubectl apply -f d.yaml',
      'file d.yaml | 2',
    ],
  ],
  [
    'waits and edits',
    'a.md',
    'Edit a.yaml and set the image. Then wait 30 seconds.\n\nAfter a couple of minutes look.\n\nIt runs for ten minutes.\n',
    ['wait 30', 'edit a.yaml', 'wait 120'],
  ],
  [
    'the code of other languages and pictures are no boxes; what nobody can tell is not read',
    'a.md',
    '```python\nprint(1)\n```\n\n```mermaid\ngraph TD\n```\n\n' +
      fenced('client ---> service') +
      fenced('one thing   another'),
    ['not read | 1'],
  ],
  [
    'AsciiDoc with callouts, titles, comments and examples',
    'a.adoc',
    '.a.yaml\n[source,yaml]\n----\napiVersion: v1\nkind: Pod <1>\n----\n<1> A kind\n\n====\n[,console]\n----\n[root@h ~]# kubectl get po <1>\nNAME   READY\n----\n====\n\n////\n----\n$ kubectl get no\n----\n////\n\n[source,bash]\nkubectl get ns\n',
    ['file a.yaml | 2', '$ kubectl get po | 1', '$ kubectl get ns'],
  ],
  [
    'reStructuredText with notes, captions, comments and prompts',
    'a.rst',
    '.. note::\n\n   Look::\n\n      $ kubectl get po\n      NAME   READY\n\n.. code-block:: yaml\n   :caption: a.yaml\n\n   apiVersion: v1\n   kind: Pod\n\n.. hidden\n   $ kubectl get no\n\n.. prompt:: bash $\n\n   kubectl create -f a.yaml\n',
    ['$ kubectl get po | 1', 'file a.yaml | 2', '$ kubectl create -f a.yaml'],
  ],
  [
    'HTML with a gutter, entities, breaks and signs that nobody has escaped',
    'a.html',
    '<table><tr><td class="gutter"><pre>1\n2</pre></td><td><pre class="language-bash">kubectl get po -l &#39;a=b&#39;</pre></td></tr></table><p>Output:</p><pre>NAME   READY<br>a   <none>\n<output_omitted></pre><!-- <pre>$ kubectl get no</pre> --><script>"<pre>$ kubectl get no</pre>"</script><p><code>kubectl get ns</code></p>',
    ["$ kubectl get po -l 'a=b' | 3", '$ kubectl get ns'],
  ],
  [
    'a notebook',
    'a.ipynb',
    JSON.stringify({
      nbformat: 4,
      cells: [
        { cell_type: 'markdown', source: ['```bash\n', 'kubectl get ns\n', '```'] },
        {
          cell_type: 'code',
          source: 'import os\n!kubectl get po \\\n  -A',
          outputs: [{ text: ['NAME\n', 'é\n'] }],
        },
        { cell_type: 'code', source: ['%%bash\n', 'kubectl get a\n', 'kubectl get b'] },
        { cell_type: 'code', source: ['%%writefile a.yaml\n', 'apiVersion: v1\n', 'kind: Pod'] },
      ],
    }),
    ['$ kubectl get ns', '$ kubectl get po -A | 2', '$ kubectl get a', '$ kubectl get b', 'file a.yaml | 2'],
  ],
  [
    'a plain text',
    'a.txt',
    'First list the Pods:\n\nme@cp:~$ kubectl get po\nNAME   READY\n\n1. Now look at one of them, which takes some time.\nme@cp:~$ kubectl describe \\\n   po a\nName:   a\n\nLabels: b\n\nThe end of this chapter is here.\n',
    ['$ kubectl get po | 1', '$ kubectl describe po a | 3'],
  ],
  [
    'a plain text with numbers of lines',
    'a.txt',
    'Look:\n\n 1 me@cp:~$ kubectl get po\n 2 NAME   READY\n 3 a      1/1\n\nAnd:\n\n 1 me@cp:~$ kubectl get ns\n',
    ['$ kubectl get po | 2', '$ kubectl get ns'],
  ],
  [
    'what is typed into a program, in a box of its own without line ends',
    'a.txt',
    '123\nme@cp:~$ kubectl run -it a --image=b\n- Look\n123\n/ # ls /run a b\n',
    ['$ kubectl run -it a --image=b', '1> ls /run | 1 lost'],
  ],
  [
    'a box that has lost its line ends',
    'a.txt',
    'Look\n1234567\nme@cp:~$ kubectl run -it a --image=b # ls /run a b / # exit\n123456\nme@cp:~$ vim a.yaml apiVersion: v1 ... me@cp:~$ kubectl create -f a.yaml pod/a created me@cp:~$ kubectl get po NAME READY a 1/1\n',
    [
      '$ kubectl run -it a --image=b',
      '1> ls /run | 1 lost',
      '1> exit',
      '$ vim a.yaml',
      'part of file a.yaml | 1',
      '$ kubectl create -f a.yaml | 1 lost',
      '$ kubectl get po | 1 lost',
    ],
  ],
  [
    'a prompt on a line of its own, and the command on the next',
    'a.md',
    fenced('me@cp:~$', 'kubectl get po', ...table, 'me@cp:~$', 'kubectl get ns', 'me@cp:~$'),
    ['$ kubectl get po | 2', '$ kubectl get ns'],
  ],
  [
    'the same in a plain text',
    'a.txt',
    'Look:\n\nme@cp:~$\nkubectl get po\nNAME   READY\na      1/1\n\n$\nkubectl get ns\n',
    ['$ kubectl get po | 2', '$ kubectl get ns'],
  ],
  [
    'a language for all boxes that follow',
    'a.rst',
    '.. highlight:: console\n\nLook::\n\n  $ kubectl get po\n  NAME   READY\n\n.. highlight:: python\n\nAnd::\n\n  x = run("a   b")\n\n.. highlight:: sh\n\nAnd::\n\n  kubectl get ns\n  echo a\n',
    ['$ kubectl get po | 1', '$ kubectl get ns', '$ echo a'],
  ],
  [
    'tables of HTML with a column of numbers',
    'a.html',
    [
      '<table class="rouge-table"><tr><td class="rouge-gutter gl"><pre class="lineno">1\n2</pre></td><td class="rouge-code"><pre>$ kubectl get a\nNAME   READY</pre></td></tr></table>',
      '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre><span>1</span>\n<span>2</span></pre></div></td><td class="code"><pre>$ kubectl get b\nNAME   READY</pre></td></tr></table>',
      '<table><tr><td><pre>1\n2\n</pre></td><td><pre>$ kubectl get c\nNAME   READY</pre></td></tr></table>',
      '<pre><table><tr><td>1</td><td>$ kubectl get d</td></tr><tr><td>2</td><td>NAME   READY</td></tr></table></pre>',
      '<pre><table><tr><td data-line-number="1">1</td><td>$ kubectl get e</td></tr><tr><td data-line-number="2">2</td><td>NAME   READY</td></tr></table></pre>',
      '<pre class="line-numbers language-console"><code>$ kubectl get f\nNAME   READY<span class="line-numbers-rows"><span></span></span></code></pre>',
      '<pre><span class="ln">1</span>$ kubectl get g\n<span class="ln">2</span>NAME   READY</pre>',
    ].join('\n<p>Then</p>\n'),
    'a b c d e f g'.split(' ').map((name) => `$ kubectl get ${name} | 1`),
  ],
  [
    'lines that go on behind the second prompt of a shell',
    'a.md',
    fenced('$ kubectl run a \\', '>   --image=b \\', '> -- sleep 1', 'pod/a created') +
      fenced('PS C:\\> kubectl run b `', '>> --image=b', 'pod/b created'),
    ['$ kubectl run a --image=b -- sleep 1 | 1', '$ kubectl run b --image=b | 1'],
  ],
  [
    'PS> and a comment behind a command',
    'a.md',
    fenced('PS> kubectl get po', ...table, 'PS> kubectl get ns') +
      fenced("$ kubectl get po -l 'a=#b' # all of them | here", ...table),
    ['$ kubectl get po | 2', '$ kubectl get ns', "$ kubectl get po -l 'a=#b' | 2"],
  ],
  [
    'a line that watches, until it is stopped',
    'a.md',
    fenced('$ kubectl get po -w', ...table, '^C', '$ kubectl get ns') +
      fenced('$ kubectl get po -w', ...table, '^C$ kubectl get ns') +
      fenced('me@cp:~$ kubectl get po -w', ...table, '^Cme@cp:~$ kubectl get ns') +
      fenced('$ kubectl get po -w', ...table, '^C'),
    [
      ...Array.from({ length: 3 }, () => ['$ kubectl get po -w | 2', '$ kubectl get ns']).flat(),
      '$ kubectl get po -w | 2',
    ],
  ],
  [
    'the header of watch',
    'a.md',
    fenced(
      '$ watch -n1 kubectl get po',
      'Every 1.0s: kubectl get po    cp: Sat Nov 28 12:00:00 2026',
      '',
      ...table,
    ) +
      fenced('$ watch -n 2 kubectl get po') +
      fenced('Every 2.0s: kubectl get po', '', ...table),
    ['$ watch -n1 kubectl get po | 2', '$ watch -n 2 kubectl get po | 2'],
  ],
  [
    'several commands in one line',
    'a.md',
    fenced('$ kubectl create -f a.yaml && kubectl get po', 'pod/a created', ...table) +
      fenced('$ kubectl delete po a; kubectl get po', 'pod "a" deleted', 'No resources found') +
      '```bash\nkubectl apply -f a.yaml >/dev/null && kubectl get po\n```\n\n' +
      fenced(...table) +
      '```bash\ncd lab && kubectl get ns\n```\n\n' +
      fenced(...table),
    [
      '$ kubectl create -f a.yaml && kubectl get po | 3',
      '$ kubectl delete po a; kubectl get po | 2',
      '$ kubectl apply -f a.yaml >/dev/null && kubectl get po | 2',
      '$ cd lab && kubectl get ns | 2',
    ],
  ],
  [
    'variables',
    'a.md',
    fenced('export X=$(kubectl get po -o name)', 'echo $X', 'pod/a') +
      fenced(
        '$ export X=$(kubectl get po \\',
        '    -o name)',
        '$ X=`kubectl get po`',
        '$ echo "$X"',
        'pod/a',
      ) +
      fenced('TOKEN=$(kubectl create token a)', 'kubectl get po --token $TOKEN', ...table),
    [
      '$ export X=$(kubectl get po -o name)',
      '$ echo $X | 1',
      '$ export X=$(kubectl get po -o name)',
      '$ X=`kubectl get po`',
      '$ echo "$X" | 1',
      '$ TOKEN=$(kubectl create token a)',
      '$ kubectl get po --token $TOKEN | 2',
    ],
  ],
  [
    'rows that are left out',
    'a.md',
    fenced('$ kubectl get po', ...table, '...') +
      '```bash\nkubectl describe po a\n```\n\n' +
      fenced('...', 'Events:', '  Type    Reason', '  ...') +
      '```bash\nkubectl get po\n```\n\n' +
      fenced('NAME   READY', '...', 'b      1/1', '[...]'),
    ['$ kubectl get po | 3', '$ kubectl describe po a | 4', '$ kubectl get po | 4'],
  ],
  [
    'several documents in one box',
    'a.md',
    'Create `all.yaml`:\n\n```yaml\napiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Service\n```\n\n```bash\nkubectl apply -f all.yaml\n```\n',
    ['file all.yaml | 5', '$ kubectl apply -f all.yaml'],
  ],
  [
    'several documents in one box, each with a name',
    'a.md',
    '```yaml\n# web.yaml\napiVersion: v1\nkind: Pod\n---\n# File: svc.yaml\napiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Secret\n```\n\n```yaml title="all.yaml"\n# a.yaml\nx: y\n---\n# b.yaml\nx: y\n```\n\n```bash\nkubectl apply -f web.yaml -f svc.yaml\n```\n',
    [
      'file web.yaml | 3',
      'file svc.yaml | 6',
      'part of file all.yaml | 5',
      '$ kubectl apply -f web.yaml -f svc.yaml',
    ],
  ],
  [
    'several documents in a plain text, with a name above each, and with one',
    'a.txt',
    'web.yaml:\n\napiVersion: v1\nkind: Pod\n---\nsvc.yaml:\n\napiVersion: v1\nkind: Service\n\n# c.yaml\napiVersion: v1\nkind: Pod\n---\n# d.yaml\napiVersion: v1\nkind: Pod\n\n$ kubectl apply -f d.yaml\n',
    [
      'file web.yaml | 2',
      'file svc.yaml | 2',
      'file c.yaml | 3',
      'file d.yaml | 3',
      '$ kubectl apply -f d.yaml',
    ],
  ],
]

describe('other texts', () => {
  test.each(others)('%s', (_, name, text, outline) => {
    expect(outlined(read(name, text))).toEqual(outline)
  })

  test.each(others)('%s: what is typed and printed stands where the file says', (_, name, text) => {
    for (const part of read(name, text).parts) {
      if (part.type !== 'typed') continue
      const [first = ''] = part.typed.text.split(/[\n"'&\\]/)
      expect(text.slice(part.typed.span?.from, part.typed.span?.to)).toContain(first)
    }
  })
})
