import { exitCode, field, screenAfter, stdout } from '../../../src/property/answers.ts'
import { matches } from '../../../src/property/matcher.ts'
import { atFirst } from '../../../src/property/property.ts'
import { background, fromOtherAddress, help, namespacesThrough, window } from './student.ts'

export const addressPrinted = screenAfter(window, background)
/** The words of the help: how it writes the server, and the heading of its first example with what follows. */
export const helpWrites = (server: string, example: RegExp) =>
  atFirst(stdout(help), matches(new RegExp(`between localhost and the Kubernetes ${server}\\.`))).and(
    atFirst(stdout(help), matches(example)),
  )

/** Where there is none, or it is one of IPv6, the URL that curl is handed is none. */
export const canBeCalledByAnother = exitCode(fromOtherAddress).map(
  'this machine has another address, of IPv4',
  (code) => code !== 3,
)

export const selfLink = field(namespacesThrough, 'metadata.selfLink')
