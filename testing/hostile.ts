/** What somebody could put into an output, a name, a reason, the header of a trace, or a text. */
const hostile = [
  '\u001B[31mred\u001B[2J\u001B]0;title\u0007\u001B]8;;http://evil\u001B\\link\u001B]8;;\u001B\\\u009B1mbold',
  '\u001BPdevice\u001B\\\u001B\u200B[2Jcut \u0007\b\u007F\u0085\u0090\u009C',
  'admin\u202Eredips\u2066isolated\u2069\u200F\u061Cturned',
  'in\u200Bvis\u2060i\uFEFFble\u00AD\u{E0041}\u2028\u2029\u180E',
  'half \uD800 of \uDC00 a pair, no \uFFFE \uFFFF \u{1FFFE} characters',
  '<script>alert(1)</script><img src=x onerror=alert(1)></style></title>-->]]>&#x1b;&lt;b&gt;',
  '`code` ``` | cell | \\| [a](javascript:alert(1)) ![i](x) <b> </details> *a* _b_ &copy;',
  '::error file=x::injected %0A::warning::more',
  '##[error]injected',
].join('\n')
/** The same, with what GitHub would obey on lines of their own. */
export const injected = `${hostile}\r::set-output name=a::b\r\n::stop-commands::x\n   ::add-mask::y\n`

/** What no output may have in it: written out here, not as the code has it. */
export const neverShown =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFFE\uFFFF]|[\u{E0000}-\u{E007F}]|[\u{1FFFE}\u{1FFFF}]/u
