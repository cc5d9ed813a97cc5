/** Passwords that are among the first that anybody would try. */

/** The product's own words, beside those of the person and the organization (docs/members.md). */
const OF_THE_HOUSE = [
  'baton',
  'freshchat',
  'freshworks',
  'password',
  'passwort',
  'support',
  'helpdesk',
  'admin',
  'owner',
]
/** What a word has left of itself around it is no password of its own. */
const FEWEST_OF_ONES_OWN = 6

/**
 * Whether the password is one of those used most, or little more than a word that stands near the sign-in: the product, the organization,
 * the person. `about`: names and addresses, as they are written.
 */
export async function isGuessable(password: string, about: string[]): Promise<boolean> {
  const given = password.toLowerCase()
  const letters = lettersOf(given)
  const known = await mostUsed()
  // as typed, without what stands between or around, and without the year at its end
  const forms = [given, given.replace(/[^\p{L}\p{N}]/gu, ''), letters]
  if (forms.some((form) => known.has(form))) return true
  const words = [...OF_THE_HOUSE, ...about.flatMap(wordsOf)]
  const rest = words
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), given)
  const ownLetters = lettersOf(rest)
  return ownLetters.length < FEWEST_OF_ONES_OWN && ownLetters.length < letters.length
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]/gu, '')
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3)
}

let read: Promise<Set<string>> | undefined

/** A third of a megabyte that most days nobody needs. */
function mostUsed(): Promise<Set<string>> {
  read ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  )
  return read
}
