/** What we use of two packages that come without types. */

declare module 'snowball-stemmers' {
  export function newStemmer(algorithm: string): { stem(word: string): string }
}

declare module 'stopword' {
  const lists: Record<string, string[] | ((...args: never[]) => unknown)>
  export = lists
}
