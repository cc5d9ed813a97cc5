import { ibanIn, isCard, PERSONAL_IDS } from './secret-numbers.ts'

/**
 * What nobody needs to answer a customer and nobody should keep: cards, accounts, ids, passwords, and how to reach a person (A9).
 * Check digits decide where there are some, the words before where there are none; what is called an order's number stays.
 */

export const MASKED_KINDS = [
  'password',
  'e-mail address',
  'bank account',
  'card number',
  'government id',
  'phone number',
] as const
export type MaskedKind = (typeof MASKED_KINDS)[number]

export interface Masked {
  /** The text with "[card number]" and the like in place of what was found. */
  text: string
  /** The kinds that were found, each once. */
  found: MaskedKind[]
}

/** Masking what is masked changes nothing. `kinds`: what to look for, all by default. */
export function masked(text: string, kinds: readonly MaskedKind[] = MASKED_KINDS): Masked {
  const found: MaskedKind[] = []
  let rest = text
  for (const kind of kinds) {
    const next = MASKS[kind](rest, `[${kind}]`)
    if (next !== rest) found.push(kind)
    rest = next
  }
  return { text: rest, found }
}

const MASKS: Record<MaskedKind, (text: string, mask: string) => string> = {
  password: (text, mask) =>
    text
      .replace(PASSWORD, (whole, start: string, quote: string, secret: string, after: string) =>
        isSecret(secret, quote, start) ? `${start}${quote}${mask}${after}` : whole,
      )
      .replace(CODE, (_whole, start: string) => `${start}${mask}`),
  'e-mail address': (text, mask) => text.replace(EMAIL, mask),
  'bank account': (text, mask) =>
    text.replace(ACCOUNT, (run) => {
      const length = ibanIn(run)
      return length === 0 ? run : `${mask}${run.slice(length)}`
    }),
  'card number': (text, mask) =>
    text.replace(CARD, (run, at: number) =>
      isCard(run.replace(/\D/g, '')) && (GROUPED_CARD.test(run) || !isOrders(text, at)) ? mask : run,
    ),
  'government id': (text, mask) =>
    PERSONAL_IDS.reduce(
      (rest, { form, isValid, named }) =>
        rest.replace(form, (value, at: number) => {
          const isNamed = named === null ? !isOrders(rest, at) : named.test(before(rest, at))
          return isNamed && isValid(value) ? mask : value
        }),
      text.replace(NAMED_ID, (_whole, start: string) => `${start}${mask}`),
    ),
  'phone number': (text, mask) =>
    text
      .replace(PHONE, (run) => (isPhone(run) ? mask : run))
      .replace(NAMED_PHONE, (whole, start: string, number: string) =>
        isPhone(number) ? `${start}${mask}` : whole,
      ),
}

const EMAIL = /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu
const ACCOUNT = /(?<![A-Za-z\d])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z\d]){11,36}/g
const CARD = /(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d-]|[.,]\d)/g
const GROUPED_CARD = /^\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}$|^\d{4}([ -])\d{6}\2\d{4,5}$/

const WORDS_BEFORE = 40
const before = (text: string, at: number) => text.slice(Math.max(0, at - WORDS_BEFORE), at)
/** The last word before it that names a number names an order's, a parcel's or the like. */
const isOrders = (text: string, at: number) =>
  /\b(orders?|purchase|invoice|bill|tracking|track|parcel|shipment|package|reference|ref|ticket|case|serial|sku|imei|reservation|booking|bestell|auftrag|rechnung|sendung|commande|facture|suivi|pedido|factura|ordine|spedizione|bestelling|zamówieni)[^\d]{0,25}$/i.test(
    before(text, at),
  )

const PASSWORD =
  /((?:password|passwd|pwd|passcode|passphrase|passwort|kennwort|mot de passe|contraseña|senha|palavra-passe|wachtwoord|hasło|пароль|lösenord|adgangskode|parola|密码|密碼|パスワード)\s{0,3}(?::|=|\bis\b|\bwas\b|\bist\b|\blautet\b|\best\b|\bes\b|\bto\b|é|è|это|是|は|：)\s{0,3}:?\s{0,3})(["'“«`]?)([^\s"'”»`[\]]{3,64})(["'”»`]?)/giu
const CODE =
  /(\b(?:cvv2?|cvc2?|security code|one-time (?:code|password)|otp|pin|pin number|verification code|tan)\b\s{0,3}(?:is|ist|:|=|#)?\s{0,3})(?<!\d)\d{3,8}(?![\d.,]?\d|\s?(?:€|\$|%))/gi
const STATES =
  /^(not|no|now|also|still|never|always|only|the|a|an|my|your|his|her|our|it|this|that|same|very|too|so|what|how|why|where|when|which|wrong|incorrect|correct|right|invalid|valid|weak|strong|safe|secure|unsafe|old|new|lost|gone|unknown|empty|required|optional|case|reset|changed|fine|ok|okay|there|here|being|been|in|on|at|of|for|from|to|by|with|and|or|but|if|kein|nicht|falsch|richtig|weg|ungültig|abgelaufen|pas|incorrecto|incorrecta|incorrect|errone|invalide|expiré|oublié|no|correcto|wrong|nie|неверный|login|log|sign|something|someone|access|make|get|see|enter|unlock|open|use|be|have|do)$/i

/** A word of plain letters is one only where it is written like one: after a colon, in quotes, or of mixed case. */
function isSecret(secret: string, quote: string, start: string): boolean {
  const word = secret.replace(/[.,;:!?)]{1,3}$/, '')
  if (word.length < 3 || STATES.test(word) || /^https?:/i.test(word)) return false
  if (quote !== '') return true
  const isPlain = /^\p{Lu}?\p{Ll}{1,60}$/u.test(word)
  return (
    !isPlain ||
    (/[:=：]\s{0,3}$/.test(start) && /^[^\s]{0,64}$/.test(secret) && !/(ed|ing|able|iert|t)$/.test(word))
  )
}

const ID_WORD = String.raw`(?:ssn|social security|national insurance|passport|passnummer|reisepass\w{0,8}|personalausweis\w{0,8}|ausweisnummer|driver'?s? licen[cs]e|driving licen[cs]e|dni|nie|codice fiscale|cpf|aadha?ar|pesel|bsn|numéro de sécurité sociale|steuer-?id\w{0,20}|steuernummer|паспорт\p{L}{0,2}|身份证号?码?)`
const NAMED_ID = new RegExp(
  String.raw`((?<!\p{L})${ID_WORD}(?: ?(?:number|no\.?|nr\.?|num|#|card|номер))?\s{0,2}(?:is|ist|est|es|:|=|：|是)?\s{0,2}:?\s{0,2})(?=[A-Z]{0,3}[\d .\/-]{0,4}\d)[A-Z\d](?:[ .\/-]?[A-Z\d]){5,17}(?![A-Z\d])`,
  'giu',
)

const PHONE =
  /(?<![\p{L}\d.,+])(?:\+ ?\d[\d ()./-]{6,20}\d|\(\d{2,5}\)[ -]?\d{3,4}[ -]?\d{3,6}|\d{3}([-. ])\d{3}\1\d{4})(?![\p{L}\d]|[-.]\d)/gu
const NAMED_PHONE =
  /(\b(?:phone|telephone|tel|mobile|cell|cellphone|whatsapp|call me|text me|reach me|contact|contact number|telefon|handy|rufnummer|téléphone|teléfono|telefono|móvil|cellulare|telefone|celular|telefoon|telefoonnummer|numer telefonu|телефон)(?: ?(?:number|no\.?|nr\.?|nummer))?\s{0,2}(?:is|ist|at|on|under|unter|au|al|:|=|\.)?\s{0,2}:?\s{0,2})(\+?\(?\d[\d ()./-]{5,20}\d)(?!\d)/giu

function isPhone(run: string): boolean {
  const count = run.replace(/\D/g, '').length
  // 2026-11-30 and 30.11.2026 are days
  return (
    count >= 7 && count <= 15 && !/^\d{4}[-./]\d{2}[-./]\d{2}$|^\d{1,2}[-./]\d{1,2}[-./]\d{2,4}$/.test(run)
  )
}
