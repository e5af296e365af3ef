import * as z from 'zod'
import { unknownNoise } from './pattern.ts'

const minor = z.string().regex(/^1\.\d+$/)

/** A text as it is printed, with words in `<>` for what varies in it. */
const printed = z.string().refine((text) => unknownNoise(text).length === 0, {
  error: ({ input }) =>
    `Expected words for what varies that pattern.ts knows, found <${unknownNoise(String(input)).join('>, <')}>.`,
})

/** What prints it. */
const printer = z.union([
  z.strictObject({
    /** The verb of kubectl, with what belongs to it: `get`, `config view`, `proxy -h`. */
    kubectl: z.string(),
    /** The kind that it is about, as `Deployment`; of any kind where it is left out. */
    kind: z.string().exactOptional(),
    /** Of a table: only with `-o wide`; without this, in both. */
    form: z.literal('wide').exactOptional(),
  }),
  /** The stored object, wherever it is shown whole: `get -o yaml`, curl, through the proxy; `*` of every kind, and lists. */
  z.strictObject({ object: z.string() }),
  /** The answer to a GET of this path, whoever asks; `<name>` and such for what varies. */
  z.strictObject({ api: printed.startsWith('/') }),
  /** The events that tell of a kind of object, wherever they are shown: `describe`, `get events`, `kubectl events`. */
  z.strictObject({ event: z.string() }),
])

/** Where in the answer. */
const place = z.union([
  /** Of a table: the column, or the cells in it. */
  z.strictObject({ column: z.string() }),
  /** Of a table: the rows that have such a cell in this column. */
  z.strictObject({ row: z.string() }),
  /** Of a description: the field, or one of the lines in it; of a field that is new, the one that it follows. */
  z.strictObject({ field: z.string(), after: z.string().exactOptional() }),
  /** In an object or an answer of the API: `status.conditions[FailureTarget].reason`; `[*]` is any item. */
  z.strictObject({ path: z.string() }),
  /** One line of a text; of an event its reason, source and message. */
  z.strictObject({ line: z.enum(['stdout', 'stderr']) }),
])

const remedy = z.strictObject({
  /** What the student should do, or the author say. */
  words: z.string(),
  /** What to write into a file, or to print as the answer. */
  write: z.string().exactOptional(),
  /** The lines to type. */
  type: z.array(z.string()).exactOptional(),
})

/** Pull request, address, or the file and the tags between which it differs. */
export const sourceForm = z.union([
  z.string().regex(/^[\w.-]+\/[\w.-]+#\d+$/),
  z.url({ protocol: /^https$/ }),
  z.string().regex(/^\S+\.\w+, v\d\S* and v\d\S*$/),
])

/** A known change of what is printed. */
export const change = z
  .strictObject({
    /** Permanent: `get-jobs-status`. */
    id: z.string().regex(/^[a-z\d]+(?:-[a-z\d]+)*$/),
    printedBy: printer,
    place,
    /** What was printed before: null where there was nothing at this place. */
    from: printed.nullable(),
    /** What is printed since then: null where nothing is. */
    to: printed.nullable(),
    /** When it is printed, if not always: `the Job has a deadline`. Then its absence says nothing. */
    when: z.string().exactOptional(),
    /** What was printed before is printed since then too, where `when` does not hold: alone it is of neither side. */
    isStillPrinted: z.literal(true).exactOptional(),
    /** Of what is not always printed: something in the same answer, before the change too, that is printed only then. */
    sign: z.strictObject({ place, value: printed.exactOptional() }).exactOptional(),
    /** The key of a manifest that sets what is printed; where none does, it is as the remedy writes it. */
    setBy: z.string().exactOptional(),
    /** The first minor version that has it; or the oldest that is known to have it, and the newest known not to. */
    since: z.union([minor, z.strictObject({ after: minor.exactOptional(), by: minor })]),
    /** Whose version decides. Kubelet and kubeadm go with the server. */
    axis: z.enum(['server', 'kubectl']),
    /** What it does to a student: can't go on, goes on with a false idea, sees something that only looks different. */
    severity: z.enum(['blocks', 'misleads', 'cosmetic']),
    /** What a student sees, in words. */
    says: z.string(),
    remedy,
    source: sourceForm,
    /** Whether recorded runs show both sides, or it is known from the source only. */
    proof: z.enum(['runs', 'source']),
  })
  .refine((one) => one.setBy === undefined || one.remedy.write !== undefined, {
    error: 'Expected the remedy of what has a default to write it, found nothing to write.',
  })
  .refine(({ from, to }) => from !== to, { error: 'Expected from and to to differ, found the same.' })

export type Change = z.infer<typeof change>

/** All known changes, for other programs: the content of `changes.json`. */
export const changesFile = z.strictObject({ changes: z.array(change) })

/** The first minor version that is known to have a change; `ever` of what always was so. */
export const sinceOf = ({ since }: Pick<Change, 'since'>): string =>
  typeof since === 'string' ? since : since.by
