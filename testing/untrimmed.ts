import type { TraceEvent } from '../src/trace/event.ts'
import { isA } from '../src/trace/kinds.ts'

/** A kept run as the API server told of it: with volumes and addresses. */
export const untrimmed = (events: readonly TraceEvent[]): TraceEvent[] =>
  events.map((event) => {
    if (event.type !== 'object' || !isA('Pod', event.object)) return event
    const { spec, status } = event.object
    const containerStatuses = status.containerStatuses?.map((one) => ({ ...one, imageID: 'sha256:1' }))
    const object = {
      ...event.object,
      spec: { ...spec, volumes: [{ name: 'kube-api-access' }], tolerations: [] },
      status: { ...status, ...(containerStatuses && { containerStatuses }) },
    }
    return { ...event, object }
  })
