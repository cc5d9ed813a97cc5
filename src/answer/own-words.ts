/**
 * What a customer wrote themselves in a message that may be a mail: what it quotes, the headers that stand above that, and the signature
 * are no question of theirs. Who only forwards something means what they forward. The message itself is kept whole. Pure.
 */

/** What nobody would read through for a question. */
const LONGEST = 20_000
const MOST_SIGNED = 8
const LONGEST_SIGNED = 80

const QUOTED = /^\s*>/
/** "-----Original Message-----", in whatever language, and the line that some mail programs draw. */
const DIVIDER = /^\s*(?:-{3,}\s*\p{L}[^\n]{3,60}?\s*-{3,}|_{10,})\s*$/u
/** "On 3 May 2026, Acme wrote:", a date and a colon at its end. */
const WROTE =
  /^(?=.*\d).{0,200}(?<!\p{L})(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|napisał(?:\(?a\)?)?|skrev|yazdı|пишет|написал(?:\(?а\)?)?|пише|написав|написала|写道|寫道|書きました|のメール)(?!\p{L}).{0,100}[:：]\s*$/iu
const FROM =
  /^[\s*]*(?:from|von|de|da|van|od|från|fra|kimden|gönderen|от|від|差出人|发件人|寄件者)[\s*]*[:：][\s*]*\S/iu
const BESIDE_FROM =
  /^[\s*]*(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto|inviato|data|a|oggetto|enviada|assunto|verzonden|aan|onderwerp|wysłano|do|temat|skickat|till|ämne|sendt|til|emne|gönderildi|gönderme tarihi|tarih|kime|konu|отправлено|дата|кому|тема|надіслано|送信日時|日付|宛先|件名|发送时间|日期|收件人|主题)[\s*]*[:：]/iu
const ADDRESS = /[^\s@]@[^\s@.]{1,100}\.[^\s@.]/
const SIGNATURE_MARK = /^--\s*$/
const SENT_FROM =
  /^\s*(?:sent from my|get outlook for|gesendet von mein|von meinem \S+ gesendet|envoyé (?:de|depuis) mon|enviado (?:desde mi|do meu)|inviato da(?:l mio)? |verzonden (?:vanaf|met) mijn|wysłane z|skickat från min|sendt fra min|отправлено с|надіслано з|发自我的|\S+['’ ]?(?:umdan|ımdan) gönderildi|\S+から送信)/iu
const CLOSING = new RegExp(
  `^\\s*(?:(?:(?:with )?(?:best|kind|kindest|warm|many) )?regards|(?:yours )?sincerely|yours (?:truly|faithfully)|best wishes|` +
    `(?:(?:mit )?(?:freundlichen|besten|herzlichen|lieben|vielen|viele|liebe|beste|schöne) )?gr(?:üße|üßen|uß|uss|üsse|üssen)|mfg|hochachtungsvoll|` +
    `(?:bien )?cordialement|bien à vous|(?:sincères|meilleures|cordiales) salutations|` +
    `(?:(?:un )?(?:cordial )?saludos?)(?: cordiales)?|atentamente|` +
    `(?:cordiali|distinti) saluti|(?:un )?salut[io]|` +
    `atenciosamente|(?:com os melhores )?cumprimentos|` +
    `(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)|mvg|` +
    `pozdrawiam(?: serdecznie)?|pozdrowienia|z (?:poważaniem|wyrazami szacunku)|` +
    `(?:med )?(?:vänliga?|bästa) hälsning(?:ar)?|hälsningar|mvh|(?:med )?(?:venlig|vennlig) hilsen|(?:bedste )?hilsner|hilsen|` +
    `saygılar(?:ımla)?|iyi çalışmalar|с уважением|с наилучшими пожеланиями|з повагою|з найкращими побажаннями|` +
    `敬具|よろしくお願い(?:いた)?します|此致|敬礼|祝好)(?!\\p{L})[\\s,.!。，]*(?:\\p{L}[\\p{L}'’-]*(?:[\\s,.]+\\p{L}[\\p{L}'’-]*){0,3}[\\s,.]*)?$`,
  'iu',
)

export function ownWords(message: string): string {
  if (message.length > LONGEST) return message
  const lines = message.split(/\r?\n/)
  const own = joined(withoutSignature(withoutQuotes(lines)))
  if (own !== '') return own
  const forwarded = joined(
    withoutSignature(
      lines.filter((_line, at) => !isHeader(lines, at)).map((line) => line.replace(/^[\s>]+/, '')),
    ),
  )
  return forwarded === '' ? message.trim() : forwarded
}

/** From where a mail is quoted all belongs to it, unless each of its lines is marked: then the customer may write beneath. */
function withoutQuotes(lines: string[]): string[] {
  const kept: string[] = []
  for (const [at, line] of lines.entries()) {
    if (QUOTED.test(line)) continue
    if (!isHeader(lines, at)) {
      kept.push(line)
      continue
    }
    const next = lines
      .slice(at + 1)
      .findIndex((each, after) => each.trim() !== '' && !isHeader(lines, at + 1 + after))
    const isMarked = next !== -1 && QUOTED.test(lines[at + 1 + next] ?? '')
    if (!isMarked) break
  }
  return kept
}

/** A line of those that stand above a quoted mail; what says who wrote it may run over two lines. */
function isHeader(lines: string[], at: number): boolean {
  const line = lines[at] ?? ''
  const [above, below] = [lines[at - 1] ?? '', lines[at + 1] ?? '']
  if (DIVIDER.test(line) || WROTE.test(line)) return true
  if (ADDRESS.test(below) && !/[.!?]\s*$/.test(line) && WROTE.test(`${line} ${below}`)) return true
  if (ADDRESS.test(line) && /[:：]\s*$/.test(line) && WROTE.test(`${above} ${line}`)) return true
  return isFrom(lines, at) || isBesideFrom(lines, at)
}

/** "From: …" with an address, or above two lines more of their kind: anybody may write "From: Cologne". */
function isFrom(lines: string[], at: number): boolean {
  const line = lines[at] ?? ''
  if (!FROM.test(line)) return false
  return ADDRESS.test(line) || [1, 2].every((after) => BESIDE_FROM.test(lines[at + after] ?? ''))
}

function isBesideFrom(lines: string[], at: number): boolean {
  for (let above = at; above > at - 6 && BESIDE_FROM.test(lines[above] ?? ''); above -= 1)
    if (isFrom(lines, above - 1)) return true
  return false
}

/** What stands under "Best regards" is a name and an address, unless it goes on asking. */
function withoutSignature(lines: string[]): string[] {
  const written = lines.filter((line) => !SENT_FROM.test(line))
  const isOver = (from: number) => {
    const rest = written.slice(from).filter((line) => line.trim() !== '')
    return (
      rest.length <= MOST_SIGNED &&
      rest.every((line) => line.trim().length <= LONGEST_SIGNED && !/[?？؟]/.test(line))
    )
  }
  const end = written.findIndex(
    (line, at) =>
      written.slice(0, at).some((each) => each.trim() !== '') &&
      (SIGNATURE_MARK.test(line) || CLOSING.test(line)) &&
      isOver(at + 1),
  )
  return end === -1 ? written : written.slice(0, end)
}

function joined(lines: string[]): string {
  return lines.join('\n').trim()
}
