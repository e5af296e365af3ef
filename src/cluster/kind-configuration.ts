import { dirname } from 'node:path'
import type { HostQuirk } from '../machine/quirks.ts'

/** Where the API server of a node writes down what it is asked, where that is wanted. */
export const auditLog = '/var/log/kubernetes/audit.log'
const auditPolicyInNode = '/etc/kubernetes/audit-policy.yaml'

/**
 * The configuration of a kind cluster of one node with these quirks, as an object to be written as YAML.
 *
 * @param auditPolicy path of a policy by which its API server writes {@link auditLog}; without it there is none
 */
export function kindConfiguration(quirks: readonly HostQuirk[], auditPolicy?: string): object {
  const cures = new Set(quirks.map(({ cure }) => cure))
  const kubeadmConfigPatches = [
    ...(cures.has('accept-cgroup-v1') ? ['kind: KubeletConfiguration\nfailCgroupV1: false\n'] : []),
    ...controlPlanePatches(auditPolicy !== undefined),
  ]
  return {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    ...(cures.has('restrict-oom-scores') && {
      containerdConfigPatches: ['[plugins."io.containerd.grpc.v1.cri"]\n  restrict_oom_score_adj = true\n'],
    }),
    kubeadmConfigPatches,
    ...(auditPolicy !== undefined && {
      nodes: [
        {
          role: 'control-plane',
          extraMounts: [{ hostPath: auditPolicy, containerPath: auditPolicyInNode, readOnly: true }],
        },
      ],
    }),
  }
}

/**
 * Before it starts its controllers, the controller manager asks for a token for each of them: at its usual 20 requests a
 * second a new cluster is ready a quarter later. The last is kind's own, whose list is replaced.
 */
const controllerManagerArgs = {
  'kube-api-qps': '200',
  'kube-api-burst': '300',
  'enable-hostpath-provisioner': 'true',
}

/** kubeadm names arguments in one way up to v1beta3, and in another since; kind takes the patch that fits. */
function controlPlanePatches(audited: boolean): string[] {
  const auditArgs = { 'audit-log-path': auditLog, 'audit-policy-file': auditPolicyInNode }
  const extraVolumes = [
    {
      name: 'audit-log',
      hostPath: dirname(auditLog),
      mountPath: dirname(auditLog),
      pathType: 'DirectoryOrCreate',
    },
    {
      name: 'audit-policy',
      hostPath: auditPolicyInNode,
      mountPath: auditPolicyInNode,
      pathType: 'File',
      readOnly: true,
    },
  ]
  const named = (args: Record<string, string>) =>
    Object.entries(args).map(([name, value]) => ({ name, value }))
  // JSON is YAML.
  const patch = (version: string, written: (args: Record<string, string>) => unknown) =>
    JSON.stringify({
      kind: 'ClusterConfiguration',
      apiVersion: `kubeadm.k8s.io/${version}`,
      controllerManager: { extraArgs: written(controllerManagerArgs) },
      ...(audited && { apiServer: { extraArgs: written(auditArgs), extraVolumes } }),
    })
  return [patch('v1beta3', (args) => args), patch('v1beta4', named)]
}
