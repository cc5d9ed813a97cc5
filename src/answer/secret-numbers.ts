import { createRequire } from 'node:module'

/** Numbers whose form or check digits say that they are a card's, an account's or a person's. Pure. */

// CommonJS without an export map: single validators, for the whole of it has a hundred countries
const require = createRequire(import.meta.url)
const validator = (path: string): ((value: string) => boolean) => {
  // each module of stdnum has this shape
  const { validate } = require(`stdnum/lib/cjs/${path}.js`) as {
    validate(value: string): { isValid: boolean }
  }
  return (value) => validate(value).isValid
}

const IBAN_LENGTHS = new Map(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IS26 IT27 JO30 KW30 KZ20 LB28 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 SM27 TN24 TR26 UA29 VA22 XK20'
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))]),
)

/** How many characters of the run, spaces included, are an IBAN with right check digits; 0 when none are. */
export function ibanIn(run: string): number {
  const wanted = IBAN_LENGTHS.get(run.slice(0, 2).toUpperCase()) ?? 0
  let compact = ''
  for (let at = 0; at < run.length; at++) {
    const character = run.charAt(at)
    if (/[a-z\d]/i.test(character)) compact += character.toUpperCase()
    if (compact.length === wanted)
      return remainder97(compact.slice(4) + compact.slice(0, 4)) === 1 ? at + 1 : 0
  }
  return 0
}

function remainder97(characters: string): number {
  let rest = 0
  for (const character of characters) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** First digits and lengths of the card networks, and Luhn's check digit. */
export function isCard(digits: string): boolean {
  const isNetwork =
    /^4(\d{12}|\d{15}|\d{18})$|^(5[1-5]|2[2-7])\d{14}$|^3[47]\d{13}$|^3[068]\d{12}$|^35\d{14}$|^6(011|[45]\d\d|2\d\d|0\d\d|7\d\d)\d{12,15}$/.test(
      digits,
    )
  return isNetwork && luhn(digits)
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

export interface PersonalId {
  form: RegExp
  isValid: (value: string) => boolean
  /** Its digits alone prove too little: one of these words must stand before it. Null: its form is its own. */
  named: RegExp | null
}

/** The form that people write it in, and whether its check digits are right. */
export const PERSONAL_IDS: PersonalId[] = [
  { form: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, isValid: validator('us/ssn'), named: null },
  { form: /(?<!\w)\d{9}(?!\w)/g, isValid: validator('us/ssn'), named: /\bssn\b|social security/i },
  {
    form: /(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/gi,
    isValid: validator('gb/nino'),
    named: null,
  },
  {
    form: /(?<!\w)\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\w)/g,
    isValid: validator('de/idnr'),
    named: /steuer|identifikationsnummer|\bid-?nr|\btax id/i,
  },
  {
    form: /(?<!\w)[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?!\w)/gi,
    isValid: validator('fr/nir'),
    named: null,
  },
  { form: /(?<!\w)\d{8}[ -]?[A-Z](?!\w)/gi, isValid: validator('es/dni'), named: null },
  { form: /(?<!\w)[XYZ][ -]?\d{7}[ -]?[A-Z](?!\w)/gi, isValid: validator('es/nie'), named: null },
  {
    form: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/gi,
    isValid: validator('it/codicefiscale'),
    named: null,
  },
  { form: /(?<!\w)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)/g, isValid: validator('br/cpf'), named: null },
  { form: /(?<!\w)\d{11}(?!\w)/g, isValid: validator('br/cpf'), named: /\bcpf\b/i },
  { form: /(?<!\w)[2-9]\d{3} \d{4} \d{4}(?!\w| \d)/g, isValid: validator('in/aadhaar'), named: null },
  { form: /(?<!\w)[2-9]\d{11}(?!\w)/g, isValid: validator('in/aadhaar'), named: /aadha?ar|\buid(ai)?\b/i },
  { form: /(?<!\w)[A-Z]{5}\d{4}[A-Z](?!\w)/gi, isValid: validator('in/pan'), named: /\bpan\b/i },
  { form: /(?<!\w)\d{11}(?!\w)/g, isValid: validator('pl/pesel'), named: /pesel/i },
  { form: /(?<!\w)\d{9}(?!\w)/g, isValid: validator('nl/bsn'), named: /\bbsn\b|burgerservice/i },
  { form: /(?<!\w)\d{17}[\dX](?!\w)/gi, isValid: validator('cn/ric'), named: null },
]
