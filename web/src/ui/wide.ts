/** Whether two columns stand side by side, as Tailwind's `lg` has it, at this moment. */
export function isWide(): boolean {
  return matchMedia('(min-width: 64rem)').matches
}
