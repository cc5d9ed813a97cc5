/** Words as a hurried hand leaves them: a seed decides, so that each run types alike. */

const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const SHORTEST = 4

/** `words`: so many of the words of four letters or more are mistyped, where there are so many. */
export function mistyped(text: string, words: number, seed: number): string {
  const random = randomFrom(seed ^ hash(text))
  const tokens = text.split(/(\s+)/)
  const places = tokens.flatMap((token, at) => (lettersOf(token).length >= SHORTEST ? at : []))
  for (let done = 0; done < words && places.length > 0; done += 1) {
    const [at = 0] = places.splice(Math.floor(random() * places.length), 1)
    tokens[at] = (tokens[at] ?? '').replace(/\p{L}+/u, (word) => slipIn(word, random))
  }
  return tokens.join('')
}

function lettersOf(token: string): string {
  return /^[^\p{L}\p{N}]*(\p{L}+)[^\p{L}\p{N}]*$/u.exec(token)?.[1] ?? ''
}

function slipIn(word: string, random: () => number): string {
  const letters = [...word]
  for (let tries = 0; tries < 20; tries += 1) {
    const at = Math.floor(random() * letters.length)
    const typed = [...letters]
    const kind = Math.floor(random() * 4)
    if (kind === 0) typed.splice(at, 2, typed[at + 1] ?? '', typed[at] ?? '')
    if (kind === 1) typed.splice(at, 1)
    if (kind === 2) typed.splice(at, 0, typed[at] ?? '')
    if (kind === 3) typed.splice(at, 1, neighbourOf(typed[at] ?? '', random))
    if (typed.join('') !== word) return typed.join('')
  }
  return word
}

function neighbourOf(letter: string, random: () => number): string {
  const row = KEYS.find((keys) => keys.includes(letter)) ?? ''
  const at = row.indexOf(letter)
  const near = [row[at - 1], row[at + 1]].filter((each) => each !== undefined)
  return near[Math.floor(random() * near.length)] ?? letter
}

function hash(text: string): number {
  let value = 2_166_136_261
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return value >>> 0
}

function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
