/** Nothing of a file or page can be read; the message says why, so that a person can act on it. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}
