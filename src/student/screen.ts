const unfinishedToken = /eyJ[\w.-]*$/

/** A screen that nothing was written to for so long shows all there is for now (milliseconds). */
const quiet = 100

/** Joins what a terminal shows in pieces, so that a token is never cut in two before it is recognised. */
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
      if (!unfinishedToken.test(this.#held)) this.flush()
    }, quiet)
  }

  /** Shows what is held back: at the end, or when nothing more can belong to it. */
  flush(): void {
    clearTimeout(this.#timer)
    if (this.#held !== '') this.#show(this.#held)
    this.#held = ''
  }
}
