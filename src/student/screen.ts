/** A screen that nothing was written to for so long shows all there is for now (milliseconds). */
const quiet = 100

/** Joins what a terminal shows in pieces, so that no secret is cut in two before it is recognised. */
export class Screen {
  readonly #show: (text: string) => void
  readonly #mayGoOn: (text: string) => boolean
  #held = ''
  #timer: NodeJS.Timeout | undefined

  /**
   * @param show is handed what there is to see
   * @param mayGoOn whether a text may end in the middle of a secret: it is not shown before there is more of it
   */
  constructor(show: (text: string) => void, mayGoOn: (text: string) => boolean) {
    this.#show = show
    this.#mayGoOn = mayGoOn
  }

  write(piece: string): void {
    this.#held += piece
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (!this.#mayGoOn(this.#held)) this.flush()
    }, quiet)
  }

  /** Shows what is held back: at the end, or when nothing more can belong to it. */
  flush(): void {
    clearTimeout(this.#timer)
    if (this.#held !== '') this.#show(this.#held)
    this.#held = ''
  }
}
