/** How far a word that was typed in haste lies from the one that was meant. Pure. */

/** Shorter words are one slip away from too many others. */
export const SHORTEST = 4
/**
 * A letter for another makes other words of short ones: "male" is no mistyped "make", and with a letter that lies nowhere near it "horse"
 * is no mistyped "house".
 */
export const SHORTEST_NEAR = 5
const SHORTEST_CHANGED = 7
/** So long a word may have two slips. */
const LONG = 9

/** How many slips lie between the two; more than any hand makes in a hurry: infinitely many. */
export function slips(typed: string, meant: string): number {
  if (typed === meant) return 0
  const apart = Math.abs(typed.length - meant.length)
  const isLong = Math.min(typed.length, meant.length) >= LONG
  if (apart > (isLong ? 2 : 1) || Math.min(typed.length, meant.length) < SHORTEST)
    return Number.POSITIVE_INFINITY
  let start = 0
  while (start < typed.length && typed[start] === meant[start]) start += 1
  let end = 0
  while (
    end < Math.min(typed.length, meant.length) - start &&
    typed[typed.length - 1 - end] === meant[meant.length - 1 - end]
  )
    end += 1
  const [theirs, ours] = [typed.slice(start, typed.length - end), meant.slice(start, meant.length - end)]
  // who mistypes a word begins it right
  if (start === 0 && !isSwap(theirs, ours)) return Number.POSITIVE_INFINITY
  if (theirs.length + ours.length === 1 || isSwap(theirs, ours)) return 1
  if (theirs.length === 1 && ours.length === 1) {
    const isLikely =
      typed.length >= SHORTEST_CHANGED || (typed.length >= SHORTEST_NEAR && isNear(theirs, ours))
    return isLikely ? 1.5 : Number.POSITIVE_INFINITY
  }
  // two letters for two others make "composition" a "competition"
  const isAnother = theirs.length === ours.length && ![...theirs].some((letter) => ours.includes(letter))
  return isLong && !isAnother && distance(theirs, ours) <= 2 ? 2.5 : Number.POSITIVE_INFINITY
}

function isSwap(theirs: string, ours: string): boolean {
  return theirs.length === 2 && ours.length === 2 && theirs[0] === ours[1] && theirs[1] === ours[0]
}

const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const VOWELS = /^[aeiouy]{2}$/

function isNear(one: string, other: string): boolean {
  if (VOWELS.test(one + other)) return true
  const place = (letter: string) => {
    const row = KEYS.findIndex((keys) => keys.includes(letter))
    return row === -1 ? null : { row, at: (KEYS[row]?.indexOf(letter) ?? 0) + row * 0.5 }
  }
  const [a, b] = [place(one), place(other)]
  return a !== null && b !== null && Math.abs(a.row - b.row) <= 1 && Math.abs(a.at - b.at) <= 1
}

/** Letters changed, left out, put in, or swapped with their neighbour. */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const changed = one[i - 1] === other[j - 1] ? 0 : 1
      let least = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + changed,
      )
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      row.push(least)
    }
    rows.push(row)
  }
  return rows[one.length]?.[other.length] ?? 0
}
