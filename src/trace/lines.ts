const lineFeed = 0x0a

/** Takes chunks of a file apart into lines. No byte is looked at twice, however long a line is. */
export class Lines {
  #pieces: Buffer[] = []
  /** How many bytes there are of the line that is not complete. */
  #held = 0

  get held(): number {
    return this.#held
  }

  /** Gives the lines that this chunk completes, without their line feeds. */
  take(chunk: Buffer): Buffer[] {
    const complete: Buffer[] = []
    let from = 0
    for (let to = chunk.indexOf(lineFeed); to !== -1; to = chunk.indexOf(lineFeed, from)) {
      this.#hold(chunk.subarray(from, to))
      complete.push(this.rest())
      from = to + 1
    }
    this.#hold(chunk.subarray(from))
    return complete
  }

  /** Gives what there is of the line that is not complete. */
  rest(): Buffer {
    const [only = Buffer.alloc(0), ...more] = this.#pieces
    const line = more.length === 0 ? only : Buffer.concat(this.#pieces)
    this.#pieces = []
    this.#held = 0
    return line
  }

  #hold(piece: Buffer): void {
    this.#pieces.push(piece)
    this.#held += piece.length
  }
}
