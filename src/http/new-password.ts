import { z } from 'zod'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../auth.ts'

/** One that somebody chooses. */
export const newPassword = z
  .string()
  .min(SHORTEST_PASSWORD, `use at least ${SHORTEST_PASSWORD} characters`)
  .max(LONGEST_PASSWORD)
