/** What is late by so little is not late: a run that is re-enacted differs by a few milliseconds (milliseconds). */
const noise = 20

/**
 * By how much a cause is shifted with all that comes of it: whole seconds, so that times that are cut to seconds stay as
 * far apart as they were.
 */
export const wholeShift = (milliseconds: number) => Math.ceil((milliseconds - noise) / 1000) * 1000
