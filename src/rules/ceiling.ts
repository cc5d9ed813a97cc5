import type { Settings } from '../settings.ts'

/** PURE: whether the model's money for the month is spent, so that the built-in answerer answers. What nobody knows the price of counts nothing. */
export function isOverCeiling(settings: Settings, spent: { costUsd: number }): boolean {
  return settings.model.provider !== 'builtin' && isSpent(settings, spent)
}

/** Whether the month's money is spent, whichever model it went to. */
export function isSpent({ model: { monthlyCeilingUsd } }: Settings, spent: { costUsd: number }): boolean {
  return monthlyCeilingUsd !== null && spent.costUsd >= monthlyCeilingUsd
}
