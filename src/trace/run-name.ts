import type { TraceHeader } from './event.ts'

/** What a run is called in the names of files: by the version of the server, and by that of kubectl where it is another. */
export const runName = ({ server, kubectl }: Pick<TraceHeader, 'server' | 'kubectl'>) =>
  server === kubectl ? server : `${server}-kubectl-${kubectl}`
