import { describe, expect, test } from 'vitest'
import { outlined } from '../../testing/outlined.ts'
import { readForm } from '../text/read-form.ts'
import { sessionOf } from './session-of.ts'

const manifests: Readonly<Record<string, string>> = {
  'lists of values': `apiVersion: v1
kind: PersistentVolume
metadata:
  name: disk
spec:
  capacity:
    storage: 2Gi
  accessModes:
  - ReadWriteOnce
  - ReadOnlyMany
  hostPath:
    path: /mnt/data`,
  'lists of maps': `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
subjects:
- kind: User
  name: jane
- kind: Group
  name: all of them
roleRef:
  kind: Role
  name: reader`,
  'block scalars': `kind: ConfigMap
apiVersion: v1
metadata:
  name: pages
data:
  start.sh: |
    #!/bin/sh
    # This starts the server that everybody needs.
    kubectl get pods -o name
    echo done
  index.html: |-
    Hello, this is a page that has a sentence.
    - and an item of a list
    Note: it ends here.
  mode: fast`,
  comments: `# This is the Pod of the chapter.
apiVersion: v1 # the first
kind: Pod
# It has a name:
metadata:
  name: web
spec:
  # Only one container is needed for this.
  containers:
  - name: web # of the server
    image: nginx
#   ports:
    args: ["-c", "1"]`,
  'several documents': `---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
      targetPort: 8080

---
apiVersion: v1
kind: Pod
metadata:
  name: web

spec:
  containers:
    - name: web

      image: nginx`,
}

/** A manifest as it stands in other texts. */
const written: Readonly<Record<string, (manifest: string) => string>> = {
  'as it is': (manifest) => `a.yaml:\n\n${manifest}\n`,
  'right below its name': (manifest) => `Write it into a.yaml:\n${manifest}\n`,
  'with blank lines between its lines': (manifest) => `a.yaml:\n\n${manifest.replaceAll('\n', '\n\n')}\n`,
  'behind tabs': (manifest) => `a.yaml:\n\n${manifest.replaceAll(/^(?=.)/gm, '\t')}\n`,
  'behind spaces': (manifest) => `a.yaml:\n\n${manifest.replaceAll(/^(?=.)/gm, '      ')}\n`,
  'with the ends of lines of Windows': (manifest) => `a.yaml:\n\n${manifest}\n`.replaceAll('\n', '\r\n'),
}

const after: Readonly<Record<string, string>> = {
  'a line behind a prompt': '\nme@cp:~$ kubectl create -f a.yaml\n',
  'a line behind a prompt, without a blank line': '$ kubectl create -f a.yaml\n',
  'a sentence': '\nNow create what it has, and look at it.\n\nkubectl create -f a.yaml\n',
  'the item of a list, and a label':
    '\n- Create it now\n\nNote: it takes long.\n\nkubectl create -f a.yaml\n',
}

const rows = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

describe.each(Object.entries(manifests))('%s', (_, manifest) => {
  describe.each(Object.entries(written))('%s', (__, write) => {
    test.each(Object.entries(after))('before %s', (___, then) => {
      const session = sessionOf(readForm('a.txt', write(manifest) + then))
      const file = session.parts.find((part) => part.type === 'file')
      expect(rows(file?.content.text ?? '')).toEqual(rows(manifest))
      expect(outlined(session).map((line) => line.replace(/ \| \d+$/, ''))).toEqual([
        'file a.yaml',
        '$ kubectl create -f a.yaml',
      ])
    })
  })
})
