import { describe, expect, test } from 'vitest'
import { askOpinion, trainOpinion } from './opinion.ts'
import { ForeignOpinion, packOpinion, unpackOpinion } from './opinion-bytes.ts'

const examples = [
  { label: 'Rückgabe', text: 'Wie schicke ich etwas zurück?' },
  { label: 'Rückgabe', text: 'Ich möchte meine Bestellung zurückgeben' },
  { label: 'Lieferung', text: 'Wo bleibt mein Paket?' },
  { label: 'Lieferung', text: 'Wann kommt meine Bestellung an?' },
]
const model = await trainOpinion(examples)
const bytes = packOpinion(model)

test('what is read back is what was stored', () => {
  expect(unpackOpinion(bytes)).toEqual(model)
  expect(askOpinion(unpackOpinion(bytes), 'Paket noch nicht da')).toEqual(
    askOpinion(model, 'Paket noch nicht da'),
  )
})

test('bytes that begin anywhere in their buffer are read', () => {
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)
  expect(unpackOpinion(shifted.subarray(3))).toEqual(model)
})

test('a model without labels is stored too', async () => {
  const empty = await trainOpinion([])
  expect(unpackOpinion(packOpinion(empty))).toEqual(empty)
})

describe('foreign bytes are refused:', () => {
  const changed = (at: number, value: number) => {
    const copy = Uint8Array.from(bytes)
    copy[at] = value
    return copy
  }
  test.each([
    ['none', new Uint8Array(), /no stored opinion/],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n and more of it', 'latin1'), /no stored opinion/],
    ['another version', changed(4, 99), /version 99/],
    ['a broken head', changed(12, 0), /head/],
    ['a head longer than all', changed(11, 255), /head/],
    ['cut short', bytes.subarray(0, bytes.length - 1), /bytes where/],
    ['too long', Buffer.concat([bytes, Buffer.from([0])]), /bytes where/],
  ])('%s', (_name, foreign, message) => {
    expect(() => unpackOpinion(foreign)).toThrow(ForeignOpinion)
    expect(() => unpackOpinion(foreign)).toThrow(message)
  })
})
