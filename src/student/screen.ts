const wholeKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g

/** How secrets begin, plain and in base64: tokens, and private keys. */
const beginnings = ['eyJ', '-----BEGIN ', 'ZXlK', 'LS0tLS1CRUdJTi']

/** What is there of a beginning that is itself cut in two: as a word of its own, or each word that ends with e waits. */
const cutBeginnings = beginnings.flatMap((beginning) =>
  Array.from(beginning, (_, at) => beginning.slice(0, at + 1)),
)

/** What a screen may end with, or have in it, while a secret is not whole. Whole keys are taken out before. */
const unfinished = [
  new RegExp(`(?<![\\w+/])(?:${cutBeginnings.join('|')})$`),
  /eyJ[\w.-]*$/,
  /(?:ZXlK|LS0tLS1CRUdJTi)[\w+/=]*$/,
  /-----BEGIN [A-Z ]*-{0,4}$/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
]

/** A screen that nothing was written to for so long shows all there is for now (milliseconds). */
const quiet = 100

/** Joins what a terminal shows in pieces, so that no token or private key is cut in two before it is recognised. */
export class Screen {
  readonly #show: (text: string) => void
  #held = ''
  #timer: NodeJS.Timeout | undefined

  constructor(show: (text: string) => void) {
    this.#show = show
  }

  write(piece: string): void {
    this.#held += piece
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const text = this.#held.replace(wholeKey, '')
      if (!unfinished.some((pattern) => pattern.test(text))) this.flush()
    }, quiet)
  }

  /** Shows what is held back: at the end, or when nothing more can belong to it. */
  flush(): void {
    clearTimeout(this.#timer)
    if (this.#held !== '') this.#show(this.#held)
    this.#held = ''
  }
}
