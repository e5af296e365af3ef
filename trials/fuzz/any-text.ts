import * as fc from 'fast-check'

/** Half of a text is what keyboards and terminals know; the rest may be half of a pair. */
const unit = fc.oneof(fc.nat({ max: 0x9f }), fc.nat({ max: 0xffff })).map((code) => String.fromCharCode(code))

/**
 * Texts of any UTF-16 code units, up to so many. They cost nothing to begin with: the alphabets of fast-check that have
 * all of Unicode take it a second to make.
 */
export const anyText = (longest: number): fc.Arbitrary<string> => fc.string({ unit, maxLength: longest })
