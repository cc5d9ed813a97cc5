import type { Settings } from '../settings.ts'

/** PURE: whether the model's money for the month is spent, so that the built-in answerer answers. What nobody knows the price of counts nothing. */
export function isOverCeiling({ model }: Settings, spent: { costUsd: number }): boolean {
  const { provider, monthlyCeilingUsd } = model
  return provider !== 'builtin' && monthlyCeilingUsd !== null && spent.costUsd >= monthlyCeilingUsd
}
