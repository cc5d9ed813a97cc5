/** How a turn ended, in words. The first four answer a customer; the others are what a turn does beside that. */
export interface Outcome {
  kind:
    | 'replied'
    | 'handed_off'
    | 'stayed_silent'
    | 'drafted'
    | 'resolved'
    | 'asked_on'
    | 'noted'
    | 'posted'
    | 'assigned'
  because: string
}
