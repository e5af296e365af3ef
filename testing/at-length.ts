/**
 * Whether trials are tried at their full length, as the whole `npm test` does. Otherwise each has a fixed part of it, so that
 * somebody can wait for the checks.
 */
export const isAtLength = process.env['AT_LENGTH'] !== undefined
