import type { JudgedPlace } from '../proofread/judged-text.ts'

/** Whether it is known since when a place is so: by a known change, or since two versions that were typed differ in it. */
export const isKnown = ({ changes, since }: JudgedPlace): boolean => changes.length > 0 || since !== undefined
