import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asked, beginningWith, isAsked, MOST_WORDS, phoneWords, wordsOf } from './words.ts'

/** As the index is asked: every word is there, or one that begins so. */
function isFound(question: string, ...texts: string[]): boolean {
  const terms = asked(question)
  return terms.length > 0 && isAsked(terms, wordsOf(texts))
}

describe('what a question finds', () => {
  test.each([
    ['refund', 'Where is my REFUND?'],
    ['ref', 'Where is my refund?'],
    ['refund where', 'Where is my refund?'],
    ['CAFE', 'Das Café'],
    ['café', 'das cafe'],
    ['Straße', 'Hauptstrasse, Strasse 5'],
    ['ελλαδα', 'Ελλάδα'],
    ['елка', 'Ёлка'],
    ['ana.b@customer.example', 'write to Ana.B@customer.example.'],
    ['ana.b@cust', 'ana.b@customer.example'],
    ['ana.b@', 'ana.b@customer.example'],
    ['ana.b', 'ana.b@customer.example'],
    ['customer.example', 'ana.b@customer.example'],
    ['@customer.example', 'ana.b@customer.example'],
    ['jose+shop@x', 'josé+shop@x.org'],
    ['#10234', 'order #10234, please'],
    ['ORD-2026-00', 'ord-2026-00123'],
    ['00123', 'ord-2026-00123'],
    ['it’s', "it's late"],
    ['返品', '商品を返品したいです'],
    ['返', '商品を返品したいです'],
    ['キャンセル', '注文をキャンセルしたい'],
    ['京都', '東京都に住んでいます'],
    ['退款', '我想申请退款'],
    ['คืนเงิน', 'ฉันต้องการคืนเงิน'],
    ['주문', '주문을 취소하고 싶어요'],
    ['ｒｅｆｕｎｄ', 'refund'],
    ['हिन्दी', 'मुझे हिन्दी में'],
    ['+49 151 2345 6789', 'call +49 (151) 2345-6789'],
    ['0151 23456789', 'call +49 (151) 2345-6789'],
    ['(555) 123-4567', 'call +1 555 123 4567'],
    ['555-123-4567', 'call (555) 123-4567'],
    ['004915123456789', 'call +49 151 23456789'],
    ['0012345678', 'order 0012345678'],
    ['2026-01-31', 'on 2026-01-31'],
  ])('%s in "%s"', (question, text) => {
    expect(isFound(question, text)).toBe(true)
  })

  test.each([
    ['fund', 'Where is my refund?'],
    ['ref where', 'Where is my refund?'],
    ['refund_', 'refunds'],
    ['refund.', 'refunds'],
    ['refund order', 'Where is my refund?'],
    ['%', 'a % sign'],
    ['本日', '日本'],
    ['नद', 'हिन्दी'],
  ])('%s not in "%s"', (question, text) => {
    expect(isFound(question, text)).toBe(false)
  })
})

test('a phone number is found with and without its country’s code', () => {
  const words = phoneWords('+4915123456789')
  for (const question of ['+4915123456789', '0151 2345 6789', '004915123', '01512345', '1512345'])
    expect(isFound(question, ...words), question).toBe(true)
})

test('of a text that is made to flood the index so many words are kept, and none is long', () => {
  const flood = Array.from({ length: 5_000 }, (_, at) => `${at}${'x'.repeat(500)} y${at}`)
  const words = wordsOf(flood)
  expect(words).toHaveLength(MOST_WORDS)
  expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(48)
  expect(asked(flood.join(' ')).length).toBeLessThanOrEqual(8)
})

test('what is first comes first, and each word once', () => {
  expect(wordsOf(['Ana Ana', 'ana order'])).toEqual(['ana', 'order'])
})

test('whatever a text is, each of its words finds it, and no word is one of a filter’s', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const words = wordsOf([text])
      for (const word of words) expect(word).toMatch(/^[^=\s]+$/u)
      for (const piece of text.trim().split(/\s+/u).slice(0, 3)) {
        const terms = asked(piece)
        for (const { word, isPrefix } of terms)
          if (!isPrefix && !/[@\d]/.test(piece)) expect(words, piece).toContain(word)
      }
    }),
  )
})

test('a range holds what begins so, and nothing else', () => {
  const { from, to } = beginningWith('ana')
  const isIn = (word: string) =>
    Buffer.compare(Buffer.from(word), Buffer.from(from)) >= 0 &&
    Buffer.compare(Buffer.from(word), Buffer.from(to)) < 0
  expect(['ana', 'anab', 'ana@x', 'anaé', 'ana😀'].map(isIn)).toEqual([true, true, true, true, true])
  expect(['an', 'anb', '=ana', 'b'].map(isIn)).toEqual([false, false, false, false])
})
