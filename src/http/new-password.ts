import { z } from 'zod'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth.ts'
import { isGuessable } from '../guessable.ts'
import { unprocessable } from './error.ts'

/** One that somebody chooses. Whether it can be guessed, only who knows whose it is can say: `refuseGuessable`. */
export const newPassword = z
  .string()
  .min(SHORTEST_PASSWORD, `use at least ${SHORTEST_PASSWORD} characters`)
  .max(LONGEST_PASSWORD)

/** `about`: names and addresses that stand near this sign-in; a password made of them is nobody's secret. */
export async function refuseGuessable(password: string, about: string[], field = 'password'): Promise<void> {
  if (!(await isGuessable(password, about))) return
  throw unprocessable(
    'guessable',
    field,
    'This one is among the first that anybody would try: take a few words that do not belong together.',
  )
}
