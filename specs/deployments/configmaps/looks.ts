import { column, field, lineInWords, objects, pod, type Line } from 'kubelab-conformance/lab'
import { list } from './lines.ts'

const waits = 'status.containerStatuses.0.state.waiting.reason'

/** The first Pod's container can not be started for want of its configuration. */
export const isNotConfigured = objects('Pod')
  .field(waits)
  .map("the first Pod's container can not be configured", (reason) => reason === 'CreateContainerConfigError')
export const hasFailed = pod.phase.map('the first Pod has failed', (phase) => phase === 'Failed')
/** A second Pod is ready. */
export const isReadyAgain = objects('Pod')
  .made.with(objects('Pod').staying.being('Ready').count)
  .map('a second Pod is ready', ([made, ready]) => made === 2 && ready === 1)

/** The keys of the data, as they are printed. */
export const keysOf = (line: Line) =>
  field(line, 'data').map(`the keys of data of ${lineInWords(line)}`, (data) => Object.keys(Object(data)))

/** Name and number of keys of each listed ConfigMap. */
export const counted = column(list, 'NAME')
  .with(column(list, 'DATA'))
  .map('NAME and DATA of each listed ConfigMap', ([names, counts]) =>
    names.map((name, row) => `${name} ${counts[row]}`),
  )
