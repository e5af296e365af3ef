/**
 * What a terminal obeys or draws over, and what does something and is not seen, as patterns without flags: cleaning takes
 * it out, and who searches a text for secrets reads on behind it. Both have this one list, or cleaning would put together
 * what was searched in pieces. ECMA-48 has the sequences, each with 7 bits (ESC and a letter) and with 8 (C1).
 */
const control = String.raw`(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]`
const string = String.raw`(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u0090\u0098\u009C-\u009F]*(?:\u0007|\u001B\\|\u009C)`
const escape = String.raw`\u001B[ -/]*[0-~]`
const overwritten = String.raw`[^\n\u0008]\u0008`
/** Control characters, bidirectional and invisible ones, and what is no character. */
const unseen = String.raw`(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`

/** Source of a pattern (flag `u`) that finds one of them. */
export const sequence = [control, string, escape, overwritten, unseen].join('|')
