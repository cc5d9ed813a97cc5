/** What a private note in Freshchat may ask of the AI (H6). */
export type NoteCommand = 'take' | 'stop' | 'draft' | 'why' | 'unknown'

const COMMANDS = ['take', 'stop', 'draft', 'why'] as const
/** White space and characters that nobody sees, which editors put before a line. */
const UNSEEN = /^[\s\u00ad\u200b-\u200f\u2060\ufeff]+/u
const COMMAND = /^\/baton(?![\p{L}\p{N}_-])[\s:]*([\p{L}]*)/iu

/** The command that a note begins with; `unknown` for one that we do not have, null for any other note. */
export function commandIn(text: string): NoteCommand | null {
  const found = COMMAND.exec(text.slice(0, 500).replace(UNSEEN, ''))
  if (found === null) return null
  const word = (found[1] ?? '').toLowerCase()
  return COMMANDS.find((command) => command === word) ?? 'unknown'
}
