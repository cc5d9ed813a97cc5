/** Nothing of a file or page can be read; the message says why, so that a person can act on it. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
  /** More time or memory than anybody has. */
  readonly tookTooMuch: boolean

  constructor(message: string, tookTooMuch = false) {
    super(message)
    this.tookTooMuch = tookTooMuch
  }
}
