import { delimiter, dirname } from 'node:path'

/** Where Linux has its programs. Those of the user's own folders only stand in for what is missing there. */
const system = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/**
 * An environment that is made from nothing: what runs in it does the same whoever starts it. The user's proxy, and the
 * variables and files by which bash, curl, kubectl and others are set, are not there.
 * @param home path of the folder in which programs look for files of their user
 * @param programs path of a folder whose programs come first
 */
export const ownEnvironment = (home: string, programs?: string): Record<string, string> => ({
  PATH: [...(programs === undefined ? [] : [programs]), ...system, process.env['PATH']].join(delimiter),
  HOME: home,
  // It runs what is typed in a terminal of util-linux's `script`.
  SHELL: '/bin/bash',
  TERM: 'dumb',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  // Else readline takes that of the system.
  INPUTRC: '/dev/null',
})

/** How a kubectl is run that no student types, as options of execa and of `run`. */
export const ofKubectl = ({ kubectl, kubeconfig }: { kubectl: string; kubeconfig: string }) => ({
  // A home that is not there, and that kubectl can't make for what it keeps: nothing can be made in /proc.
  env: { ...ownEnvironment('/proc/none', dirname(kubectl)), KUBECONFIG: kubeconfig },
  extendEnv: false,
})
