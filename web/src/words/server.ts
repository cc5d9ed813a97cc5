import type { Words } from './en.ts'

/** What the server said, in the reader's language as far as its sentences are known. */
export function inTheirWords({ server }: Pick<Words, 'server'>, said: string): string {
  return server.reduce((text, [sentence, theirs]) => text.replace(sentence, theirs), said)
}
