import { shareCache } from '../machine/cache.ts'
import { newestKept, type KeptCluster } from '../cluster/kept.ts'
import { kubectlFor } from '../cluster/kubectl-for.ts'
import { terminalProgress } from '../machine/progress.ts'
import { CannotJudge } from '../errors.ts'
import type { Claim } from '../lab/claim.ts'
import type { Lab } from '../lab/lab.ts'
import { scratchFolder } from '../scratch-folder.ts'
import { serverVersion } from '../student/server-version.ts'
import type { ExistingCluster } from './existing-cluster.ts'
import { secondsPassed, type Ground } from './ground.ts'

/**
 * A stay on a cluster that is there already.
 * @param chosen the claims that the run is for
 * @throws UsageError when there is no such context, kubectl or namespace; CannotJudge when the claims can't be judged there
 */
export async function guestGround(
  { name: lab, manifests, watches }: Lab,
  chosen: readonly Claim[],
  existing: ExistingCluster,
  signal: AbortSignal,
): Promise<Ground> {
  const begun = Date.now()
  const { context, kubeconfig: file, kubectl: named, namespaces: given } = existing
  const options = `${file === undefined ? '' : `--kubeconfig ${file} `}--context ${context}`
  const progress = terminalProgress()
  await shareCache(progress, signal)
  const folder = await scratchFolder()
  const [{ openContext }, { Guest }] = await Promise.all([
    import('../cluster/context.ts'),
    import('../student/guest.ts'),
  ])
  await using stack = new AsyncDisposableStack()
  const { kubeconfig } = stack.use(await openContext(existing, folder, signal))
  const kubectl = await kubectlFor(await serverVersion(kubeconfig), named, progress, signal)
  const guest = stack.use(
    await progress.step(`Looking at the cluster of the context ${context}`, () =>
      Guest.open(chosen, { context, options, kubectl, kubeconfig, given, watches }, signal),
    ),
  )
  const all = stack.move()
  const nodeImage = `that of the context ${context}`
  return {
    place: { kubeconfig, kubectl, nodeImage, folder, lab, manifests, watches, guest },
    phases: { setup: secondsPassed(begun) },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/**
 * A stay on the cluster that a run has kept last, in namespaces of its own, so that nothing matters that earlier runs have
 * left there.
 * @param kubernetes the version that it must have, if any
 * @param kubectl the one to use in place of the cluster's own
 * @throws CannotJudge when there is none, or it does not answer; whatever {@link guestGround} throws
 */
export async function keptGround(
  lab: Lab,
  chosen: readonly Claim[],
  { kubernetes, kubectl }: { kubernetes?: string | undefined; kubectl?: string | undefined },
  signal: AbortSignal,
): Promise<Ground> {
  const kept = await newestKept(kubernetes)
  const { cluster, kubeconfig, nodeImage } = kept
  const existing = { context: `kind-${cluster}`, kubeconfig, kubectl: kubectl ?? kept.kubectl }
  const ground = await guestGround(lab, chosen, existing, signal).catch(async (error: unknown) => {
    if (signal.aborted || (await answers(kept))) throw error
    throw new CannotJudge(
      `--reuse: expected the cluster ${cluster} to answer, which an earlier run has kept, found that it does not. ` +
        `Start its node again, or make another with --keep, having removed this one: ${kept.removal}`,
      { cause: error },
    )
  })
  return { ...ground, place: { ...ground.place, nodeImage } }
}

const answers = ({ kubeconfig }: KeptCluster) =>
  serverVersion(kubeconfig).then(
    () => true,
    () => false,
  )
