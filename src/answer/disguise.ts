/**
 * The faces a text may wear so that a model reads what a reader, or a plain look for words, does not: hidden characters, look-alike
 * letters, digits for letters, letters set apart, text written backwards or encoded. Each face is undone before anybody looks.
 */

/** Without what the eye does not see but a model reads: zero-width and tag characters, direction marks. Joiners stay, emoji and Persian need them. */
export function visible(text: string): string {
  return text.replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, '')
}

/** Cyrillic and Greek letters that look like Latin ones. */
const LOOK_ALIKE = new Map(
  [
    ...'аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwɡgαaεeοoρpνvιiκkυuτtηnАAВBЕEКKМMНHОOРPСCТTХXІIΑAΒBΕEΗHΙIΚKΜMΝNΟOΡPΤTΧXΥY',
  ].flatMap((letter, at, all) => (at % 2 === 0 ? [[letter, all[at + 1] ?? letter] as const] : [])),
)
const DIGIT_LETTERS: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** As a reader sees it: nothing hidden, one form of each letter, marks heaped on letters gone. */
export function plainly(text: string): string {
  return visible(text)
    .replace(/[\u200c\u200d]/g, '')
    .replace(/\p{M}{2,20}/gu, '')
    .normalize('NFKC')
    .replace(/[\p{L}\p{M}]{1,60}/gu, (word) =>
      /[a-z]/i.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)
        ? [...word].map((letter) => LOOK_ALIKE.get(letter) ?? letter).join('')
        : word,
    )
    .replace(/[‘’ʼ]/g, "'")
}

/** What else the text may be saying, each with the name of the disguise; most texts have none. */
export function undisguised(plain: string): { disguise: string; text: string }[] {
  const faces = [
    { disguise: 'digits for letters', text: lettersForDigits(plain) },
    { disguise: 'letters set apart', text: joinedLetters(plain) },
    { disguise: 'encoded text', text: decodedParts(plain) },
    { disguise: 'shifted letters', text: rotated(plain) },
    { disguise: 'written backwards', text: [...plain].reverse().join('') },
  ]
  return faces.filter(({ text }) => text !== '' && text !== plain)
}

/** "1gn0re" is "ignore"; "A4" and "2 of 5" stay, for a word must have two letters. */
function lettersForDigits(text: string): string {
  return text.replace(/[\p{L}\d@$!]{3,30}/gu, (word) =>
    /\p{L}.{0,28}\p{L}/u.test(word) && /[013457@$]/.test(word)
      ? word.replace(/[013457@$!]/g, (digit) => DIGIT_LETTERS[digit] ?? digit)
      : word,
  )
}

/** "i g n o r e   a l l": single letters in a row make a word, wider gaps part words. */
function joinedLetters(text: string): string {
  return text.replace(/(?<![\p{L}\d])\p{L}(?:[ ._-]\p{L}(?![\p{L}\d])){3,40}/gu, (run) =>
    run.replace(/[ ._-]/g, ''),
  )
}

/** What stands in Base64 or hexadecimal, if it reads as text. */
function decodedParts(text: string): string {
  const parts: string[] = []
  for (const [run] of text.matchAll(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{20,4000}={0,2}/g)) {
    const isHex = /^[0-9a-f]{20,4000}$/i.test(run) && run.length % 2 === 0
    const decoded = Buffer.from(run, isHex ? 'hex' : 'base64').toString('utf8')
    const readable = decoded.match(/[\p{L}\p{P}\p{Zs}\d]/gu)?.length ?? 0
    if (decoded.length > 8 && !decoded.includes('\ufffd') && readable > 0.95 * decoded.length)
      parts.push(decoded)
  }
  return parts.join('\n')
}

function rotated(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })
}
