import { sentencesOf } from '../knowledge/sentence.ts'

/** What one message asks for, part by part: people ask for two things at once, and expect two answers. Pure. */

/** What is more is one part: each costs a look into topics, and a message may be as long as its writer likes. */
const MOST = 50
/** Parts shorter than this say nothing by themselves: "Hi!", "Please help." */
const SHORTEST = 12

/** "… and how long does it take": a question word after an "and" begins a question of its own. */
const AND_ASKS = new RegExp(
  `[,;]? (?:and|und|et|y|e|en|i|og|och|ve|и|та|і) (?=(?:also )?(?:` +
    `how|what|when|where|which|who|why|can|could|do|does|is|are|will|` +
    `wie|was|wann|wo|welche[rs]?|warum|kann|können|ist|` +
    `comment|quand|où|combien|quel(?:le)?s?|est-ce|puis-je|` +
    `cómo|cuándo|dónde|cuánto|qué|puedo|` +
    `come|quando|dove|quanto|posso|` +
    `como|onde|qual|` +
    `hoe|wat|wanneer|waar|kan|` +
    `jak|kiedy|gdzie|ile|czy|` +
    `hur|när|var|hvordan|hvornår|hvor|` +
    `nasıl|ne zaman|` +
    `как|когда|где|сколько|можно ли|як|коли|де|скільки)(?![\\p{L}\\p{N}]))`,
  'giu',
)

/** "I want to cancel my order", "please change my address": what asks for an act is no question, and no mere context either. */
const ASKS_FOR_ACT = new RegExp(
  `^(?:(?:and|also|then|und|außerdem|et|aussi|y|también|e|anche|também|en|ook|i|och|også|ve|и|та)[ ,]+)?(?:` +
    `i(?: would|['’]d) like to|i (?:want|wish|need) to|please |` +
    `ich (?:möchte|will|würde gerne?)(?!\\p{L})|bitte |` +
    `je (?:voudrais|veux|souhaite|souhaiterais|aimerais) |veuillez |` +
    `quiero |quisiera |me gustaría |por favor,? |` +
    `voglio |vorrei |desidero |per favore,? |` +
    `quero |queria |gostaria de |` +
    `ik (?:wil|zou) |gelieve |graag |` +
    `chcę |chciał[aą]?bym |proszę |` +
    `jag (?:vill|skulle vilja) |vänligen |jeg (?:vil|ønsker|skulle gerne) |venligst |` +
    `lütfen |(?:я )?хочу |(?:я )?хотела?(?: бы)? |прошу |пожалуйста,? |(?:я )?хоті(?:в|ла) би |будь ласка,? )`,
  'iu',
)
const ASKS_FOR_ACT_AT_ITS_END =
  /istiyorum[\s.!]*$|(?:ください|たいです|お願いします)[\s。!！]*$|^(?:请|我想|我要)/iu

/** "1) … 2) …" on one line. */
const NUMBER = /(?:^|\s)(\d{1,2})[.)]\s+(?=\p{L})/gu

export interface Part {
  text: string
  isQuestion: boolean
}

/** In their order; none when the message is one need. What is too short to stand by itself goes to the part before it. */
export function partsOf(message: string): Part[] {
  const parts: Part[] = []
  const pieces = message.split('\n').flatMap((line) => cutAtNumbers(line.replace(/\s+/g, ' ')))
  for (const { text, isQuestion } of pieces) {
    const last = parts.at(-1)
    const isShort = text.length < SHORTEST || (last !== undefined && last.text.length < SHORTEST)
    if (last !== undefined && (isShort || parts.length === MOST))
      Object.assign(last, {
        text: `${last.text} ${text}`,
        isQuestion: last.isQuestion || isQuestion,
      })
    else parts.push({ text, isQuestion })
  }
  return parts.length < 2 ? [] : parts
}

/** Of "1) Where is my refund 2) Do you have a store in Berlin?" both are asked, whichever has the mark; one number alone counts nothing. */
function cutAtNumbers(line: string): Part[] {
  const marks = [...line.matchAll(NUMBER)]
  const isList =
    marks.length > 1 && marks.every(([, number], at) => Number(number) === Number(marks[0]?.[1]) + at)
  if (!isList) return sentencesOf(line).flatMap(cutAtAnd)
  const last = sentencesOf(line.slice(marks.at(-1)?.index).replace(NUMBER, ''))
  const isAsked = last.length === 1 && /[?？؟]\s*$/.test(line)
  const before = sentencesOf(line.slice(0, marks[0]?.index)).flatMap(cutAtAnd)
  const items = marks.flatMap((mark, at) =>
    sentencesOf(line.slice(mark.index + mark[0].length, marks[at + 1]?.index)).flatMap(cutAtAnd),
  )
  return [...before, ...items.map((item) => ({ ...item, isQuestion: item.isQuestion || isAsked }))]
}

/** Of "How do I return it and how long does it take?" both are questions: the first lost its mark to the second. */
function cutAtAnd(sentence: string): Part[] {
  const isQuestion = /[?？؟]\s*$/.test(sentence)
  return sentence
    .split(AND_ASKS)
    .map((piece) => ({ text: piece.trim(), isQuestion }))
    .filter(({ text }) => text !== '')
}

export function asksForAct({ text }: Part): boolean {
  return sentencesOf(text).some((each) => ASKS_FOR_ACT.test(each) || ASKS_FOR_ACT_AT_ITS_END.test(each))
}
