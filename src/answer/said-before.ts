import { partsOf } from '../rules/parts.ts'

/** Whether the customer has these very words of the AI before them already: to say them again is no answer (H1, a loop). Pure. */

const LINK_BENEATH = /^(?: https?:\/\/\S+)?$/

/** What went out in parts was said when each of them was; the link beneath an answer is no other answer. */
export function isSaidBefore(text: string, said: string[]): boolean {
  const before = said.map(inOneLine)
  const parts = partsOf(text).map(inOneLine)
  return (
    parts.length > 0 &&
    parts.every((part) =>
      before.some((each) => each.startsWith(part) && LINK_BENEATH.test(each.slice(part.length))),
    )
  )
}

/** Since a person last wrote: what they gave back is no circle yet. */
export function saidByAi(said: { author: string; text: string }[]): string[] {
  const lastRep = said.findLastIndex(({ author }) => author === 'rep')
  return said.slice(lastRep + 1).flatMap(({ author, text }) => (author === 'ai' ? text : []))
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
