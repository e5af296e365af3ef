import { amid, types, type WorldChange } from '../../../src/lab/counterexample.ts'
import { background, help, namespacesThrough } from './student.ts'

// Changes of the world under which claims of this exercise must turn red.

export const otherHelp = types(help, 'kubectl version -h')
export const withFlags = (flags: string) => types(background, background.replace('&', `${flags} &`))

/** A proxy that asks as the service account, not as the administrator. */
export const asTheAccount: WorldChange = {
  ...amid(
    'kubectl config view --raw --minify --flatten > account; kubectl --kubeconfig=account config set-credentials account --token=$(kubectl create token default); kubectl --kubeconfig=account config set-context --current --user=account',
    'rm account',
  ),
  ...withFlags('--kubeconfig=account'),
}

/** What a server answered until 1.19, put back on the way. */
export const selfLinked = types(
  namespacesThrough,
  `${namespacesThrough} | sed '0,/"metadata": {/s//"metadata": { "selfLink": "\\/api\\/v1\\/namespaces",/'`,
)
