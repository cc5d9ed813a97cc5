const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Sentences as the Unicode rules see them, with their spaces, so that joined they are the text again. */
export function sentencesOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}
