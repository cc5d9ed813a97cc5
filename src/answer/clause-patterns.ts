/** Patterns for what is said within one clause, in any alphabet. */

/** Whole words: `\b` knows only the letters of English. */
export const words = (pattern: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}-])`, 'iu')
/** Alone in its clause, with whatever signs around it. */
export const alone = (pattern: string) =>
  new RegExp(`^[\\s\\p{P}\\p{S}]*(?:${pattern})[\\s\\p{P}\\p{S}]*$`, 'iu')
/** Parts of words, where words are joined to one another or bent. */
export const part = (pattern: string) => new RegExp(pattern, 'iu')
