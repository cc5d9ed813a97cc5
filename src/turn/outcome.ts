/** How a turn ended, in words. */
export interface Outcome {
  kind: 'replied' | 'handed_off' | 'stayed_silent' | 'drafted'
  because: string
}
