import {
  column,
  described,
  exitCode,
  field,
  lineInWords,
  objects,
  pod,
  stdout,
  type Line,
} from 'kubelab-conformance/lab'
import { describeOfFolder, list, untilChanged } from './lines.ts'

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

/** The text that stands below a key in the details, whatever comes behind it: the order of the keys is another each time. */
export const textDescribed = (key: string) =>
  described(describeOfFolder, key).map(`the text below ${key} in the details`, ([line, ...text]) =>
    line === '----' ? text.slice(0, [...text, 'BinaryData'].indexOf('BinaryData')) : [],
  )
export const hasBinaryData = stdout(describeOfFolder).map('the details have a part BinaryData', (text) =>
  /^BinaryData$/m.test(text),
)

export const hasChanged = exitCode(untilChanged).map('the file has changed in time', (code) => code === 0)
