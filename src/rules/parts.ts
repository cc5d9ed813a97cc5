/** Texts longer than a channel takes go out as several messages, in order: cut between paragraphs, else sentences, else words. */

/** Characters; no limit is documented for Freshchat, Messenger takes 2,000. */
export const LONGEST_PART = 2_000

export function partsOf(text: string, longest: number = LONGEST_PART): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > longest) {
    const at = cutAt(rest, longest)
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  if (rest !== '') parts.push(rest)
  return parts
}

function cutAt(text: string, longest: number): number {
  const head = text.slice(0, longest)
  const half = longest / 2
  for (const end of [/\n\s*\n/gu, /\n/gu, /[.!?。！？]["')\]]?\s/gu, /\s/gu]) {
    const last = [...head.matchAll(end)].at(-1)
    if (last !== undefined && last.index > half) return last.index + last[0].length
  }
  // never between the halves of a surrogate pair
  const code = head.charCodeAt(longest - 1)
  return code >= 0xd800 && code <= 0xdbff ? longest - 1 : longest
}
