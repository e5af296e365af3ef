/** What a fake API server serves, by its version. */
const versions: Readonly<Record<string, readonly (readonly [kind: string, name: string])[]>> = {
  v1: [
    ['Pod', 'pods'],
    ['Secret', 'secrets'],
    ['ConfigMap', 'configmaps'],
    ['Node', 'nodes'],
  ],
  'apps/v1': [['Deployment', 'deployments']],
  'batch/v1': [
    ['Job', 'jobs'],
    ['CronJob', 'cronjobs'],
  ],
}

/** What an API server answers that is asked what it serves; undefined where something else is asked. */
export function servedAt(path: string): unknown {
  if (path === '/apis') {
    const names = Object.keys(versions).filter((version) => version.includes('/'))
    return {
      groups: names.map((groupVersion) => ({ name: groupVersion, preferredVersion: { groupVersion } })),
    }
  }
  const resources = versions[path.replace(/^\/apis?\//, '')]
  return (
    resources && {
      resources: resources.map(([kind, name]) => ({
        name,
        singularName: kind.toLowerCase(),
        kind,
        namespaced: kind !== 'Node',
        verbs: ['watch'],
      })),
    }
  )
}
