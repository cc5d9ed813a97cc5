import { CATALOGUE, type Words } from './wording-words.ts'

/** What the AI says by itself while it has the conversation, in the customer's language. */

export type WordingName = keyof Words

/** Ours in that language, else in English. */
export function wording(name: WordingName, language: string): string {
  return (CATALOGUE[language] ?? ENGLISH)[name]
}

const ENGLISH = CATALOGUE.en as Words // it stands above

/** Our kind words after thanks, or after an answer was taken in. */
export function isKindWord(text: string): boolean {
  return Object.values(CATALOGUE).some(({ thanks, noted }) => [thanks, noted].includes(text.trim()))
}

/** Our own hello ends in a question, too, and asks for no detail. */
export function isGreeting(text: string): boolean {
  return Object.values(CATALOGUE).some(({ greeting }) => text.trim() === greeting)
}

/** Asked for a person, we asked whether we may try first: "ok" to that says yes. */
export function isOffer(text: string): boolean {
  return Object.values(CATALOGUE).some(({ offer }) => text.trim() === offer)
}

/** Our own list of articles that are equally likely, and no steps of an answer that happen to be numbered. */
export function isList(text: string): boolean {
  return Object.values(CATALOGUE).some(({ which }) => text.startsWith(`${which}\n`))
}
