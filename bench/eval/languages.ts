import { detected } from '../../src/knowledge/language.ts'
import { type Row, share } from './measures.ts'
import { entriesOf } from './sets.ts'

/** As the set names languages → as we do. */
const CODES: Record<string, string> = {
  ara: 'ar',
  bul: 'bg',
  ces: 'cs',
  cmn: 'zh',
  dan: 'da',
  deu: 'de',
  ell: 'el',
  eng: 'en',
  fin: 'fi',
  fra: 'fr',
  heb: 'he',
  hin: 'hi',
  hun: 'hu',
  ind: 'id',
  ita: 'it',
  jpn: 'ja',
  kor: 'ko',
  nld: 'nl',
  nob: 'no',
  pes: 'fa',
  pol: 'pl',
  por: 'pt',
  ron: 'ro',
  rus: 'ru',
  spa: 'es',
  swe: 'sv',
  tha: 'th',
  tur: 'tr',
  ukr: 'uk',
  vie: 'vi',
}

const SHORT = 25

/** Telling the language of a message; one that cannot be told counts as wrong. */
export async function languageRows(): Promise<Row[]> {
  const sentences = entriesOf<{ lang: string; text: string }>('langid', 'sentences.jsonl')
  const isRight = ({ lang, text }: { lang: string; text: string }) => detected(text) === (CODES[lang] ?? lang)
  const short = sentences.filter(({ text }) => text.length <= SHORT)
  const row = (measure: string, ours: number, bar: number | null, aim: number | null): Row => ({
    set: 'langid',
    measure,
    ours,
    bar,
    aim,
  })
  return [
    row('accuracy', share(sentences, isRight), null, null),
    row(`accuracy, at most ${SHORT} characters`, share(short, isRight), 96.2, 97),
  ]
}
