import type { Words } from './en.ts'

/** How a validator begins: with the field's name as a program calls it, which whoever reads it at the field does not need. */
const AT_FIELD = /^“[^”]*” is not accepted: (.)/

/** What the server said, in the reader's language and in people's words as far as its sentences are known. */
export function inTheirWords({ server }: Pick<Words, 'server'>, said: string): string {
  const told = (sentence: string) =>
    server.reduce((text, [theirs, ours]) => text.replace(theirs, ours), sentence)
  const once = told(said)
  return AT_FIELD.test(once) ? told(once.replace(AT_FIELD, (_, first: string) => first.toUpperCase())) : once
}
