/** Whose word is it? An agent's message does not prove that a human typed it, and our own comes back as an agent's (H5, S3). */

export interface Utterance {
  actor: { kind: 'customer' | 'agent' | 'bot' | 'system'; id: string | null }
  isStatusLine: boolean
  private: boolean
  visibilityKnown: boolean
  text: string
}

export interface KnownAgents {
  /** The channel's welcome message, which Freshchat sends in an agent's name. */
  welcomeText: string | null
}

export type Authorship =
  | 'customer'
  /** Status lines, welcome messages and other bots: neither rep nor customer. */
  | 'system'
  /** A person, or somebody in the default agent's seat. */
  | 'rep'
  | 'rep-note'
  /** An agent's message that does not say who may see it: silence first, then read it again (S4). */
  | 'unclear'

/** `utterance` is known not to be ours: echoes are recognised before. */
export function authorshipOf(utterance: Utterance, known: KnownAgents): Authorship {
  if (utterance.isStatusLine) return 'system'
  switch (utterance.actor.kind) {
    case 'customer':
      return 'customer'
    case 'bot':
    case 'system':
      return 'system'
    case 'agent':
      if (isGreeting(utterance, known)) return 'system'
      if (!utterance.visibilityKnown) return 'unclear'
      return utterance.private ? 'rep-note' : 'rep'
  }
}

function isGreeting(utterance: Utterance, known: KnownAgents): boolean {
  if (utterance.private || known.welcomeText === null) return false
  return squeezed(utterance.text) === squeezed(known.welcomeText)
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
