/**
 * What a bash of a sandbox begins with: it goes on where one before it was lost, shows no prompt, and says when a line has
 * ended, and how.
 * @param marker by which it says so
 * @param given path of the folder in which the kubeconfig is that the reader has, whatever becomes of it
 */
export const startOfShell = (marker: string, given: string): string => `PS1= PS2=
unset HISTFILE
[ -r "\${TMPDIR:-/tmp}/.left" ] && . "\${TMPDIR:-/tmp}/.left"
__ends() {
  local code=$?
  { export -p; printf 'cd %q\\n' "$PWD"; } > "\${TMPDIR:-/tmp}/.left"
  [ -s ~/.kube/config ] || { mkdir -p ~/.kube && (umask 77; cat ${given}/config > ~/.kube/config); }
  printf '\\036${marker}:%d\\036' "$code"
} 2> /dev/null
PROMPT_COMMAND=__ends
readonly PROMPT_COMMAND
`
