/** A word that stands for what a text leaves out of what was printed. */
export const omission = /(?<!\S)(?:<[\w -]*omitted>|<snip>|\[?(?:\.{3,}|…)\]?)(?!\S)/gi

export const isOmission = (word: string): boolean => word.search(omission) === 0

/** Whether a value is cut short, and what is left of it. */
export const cutShort = (value: string): string | undefined => value.match(/^(.+?)\s?(?:\.{3,}|…)"?$/s)?.[1]
