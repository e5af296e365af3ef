import type { KubeConfig } from '@kubernetes/client-node'
import type { Secrets } from '../trace/secrets.ts'

/** Teaches the secrets what is secret in a kubeconfig: keys, tokens and passwords, and the certificates of its users. */
export function learnKubeconfig(secrets: Secrets, kubeconfig: KubeConfig): void {
  for (const { keyData, certData, token, password } of kubeconfig.getUsers()) {
    if (keyData) secrets.learn(Buffer.from(keyData, 'base64'))
    if (certData) secrets.learnCertificate(Buffer.from(certData, 'base64').toString())
    if (token) secrets.learnToken(token)
    if (password) secrets.learn(password)
  }
}
