import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { askOpinion, trainOpinion } from './opinion.ts'

const SHOP = [
  { label: 'returns', text: 'How do I send something back?' },
  { label: 'returns', text: 'I want to return my shoes' },
  { label: 'returns', text: 'Can I return an item after two weeks?' },
  { label: 'delivery', text: 'Where is my parcel?' },
  { label: 'delivery', text: 'When will my order arrive?' },
  { label: 'delivery', text: 'My parcel has not arrived yet' },
  { label: 'password', text: 'I forgot my password' },
  { label: 'password', text: 'I cannot log in to my account' },
  { label: 'password', text: 'How can I reset the password?' },
]

describe('what is asked in other words', async () => {
  const model = await trainOpinion(SHOP)
  test.each([
    ['returns', 'may I return these shoes'],
    ['returns', 'sending an item back'],
    ['delivery', 'the parcel still did not arrive'],
    ['delivery', 'wher is my parcl'],
    ['password', 'log in does not work, forgot pasword'],
  ])('is known for %s: %s', (label, text) => {
    expect(askOpinion(model, text)[0]?.label).toBe(label)
  })

  test('what was taught is surer than what is strange', () => {
    const taught = askOpinion(model, 'I forgot my password')[0]?.probability ?? 0
    const strange = askOpinion(model, 'Is the moon made of green cheese?')[0]?.probability ?? 0
    expect(taught).toBeGreaterThan(0.8)
    expect(strange).toBeLessThan(0.4)
  })

  test('the labels come best first, with probabilities', () => {
    const probabilities = askOpinion(model, 'return my order').map(({ probability }) => probability)
    expect(probabilities).toHaveLength(3)
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a))
    expect(probabilities.every((each) => each > 0 && each < 1)).toBe(true)
  })

  test.each(['', '   ', '?!', '🙂', 'ъъъ'])('of %j there is no opinion', (text) => {
    expect(askOpinion(model, text)).toEqual([])
  })
})

describe('every script', async () => {
  const model = await trainOpinion([
    { label: 'returns', text: '我想退货' },
    { label: 'returns', text: '怎么退货退款' },
    { label: 'delivery', text: '我的包裹在哪里' },
    { label: 'delivery', text: '快递什么时候到' },
    { label: 'password', text: 'نسيت كلمة المرور' },
    { label: 'password', text: 'لا أستطيع تسجيل الدخول' },
    { label: 'invoice', text: 'Где мой счёт?' },
    { label: 'invoice', text: 'Пришлите счёт за заказ' },
    { label: 'size', text: 'ไซส์ไหนเหมาะกับฉัน' },
    { label: 'size', text: 'ตารางไซส์อยู่ที่ไหน' },
  ])
  test.each([
    ['returns', '可以退货吗'],
    ['delivery', '包裹还没到'],
    ['password', 'لقد نسيت المرور'],
    ['invoice', 'нужен счет'],
    ['size', 'มีไซส์อะไรบ้าง'],
  ])('%s: %s', (label, text) => {
    expect(askOpinion(model, text)[0]?.label).toBe(label)
  })
})

describe('few examples', () => {
  test('one phrasing for each of two labels is enough', async () => {
    const model = await trainOpinion([
      { label: 'returns', text: 'send it back' },
      { label: 'delivery', text: 'where is my parcel' },
    ])
    expect(askOpinion(model, 'where is it, my parcel?')[0]?.label).toBe('delivery')
    expect(askOpinion(model, 'can I send this back')[0]?.label).toBe('returns')
  })

  test('a single label can be doubted', async () => {
    const model = await trainOpinion([{ label: 'returns', text: 'how do I return my shoes' }])
    const taught = askOpinion(model, 'how do I return my shoes')[0]
    const strange = askOpinion(model, 'how tall is the tower in Paris')[0]
    expect(taught?.probability).toBeGreaterThan(0.8)
    expect(strange?.probability).toBeLessThan(0.5)
  })

  test('what belongs to no label is told apart from what was taught', async () => {
    const few = [
      { label: 'returns', text: 'how can I send my order back' },
      { label: 'delivery', text: 'when does my order come' },
    ]
    const others = ['How can I change the address of my order?', 'How can I pay my order by invoice?']
    const asked = 'how can I change the address of my order'
    const without = askOpinion(await trainOpinion(few), asked)[0]?.probability
    const beside = await trainOpinion(few, { others })
    expect(without).toBeGreaterThan(0.5)
    expect(askOpinion(beside, asked)[0]?.probability).toBeLessThan(0.3)
    expect(askOpinion(beside, 'can I send my order back')[0]).toMatchObject({ label: 'returns' })
    expect(beside.labels).toEqual(['returns', 'delivery'])
  })

  test('without examples there is no opinion', async () => {
    expect(askOpinion(await trainOpinion([]), 'where is my parcel')).toEqual([])
  })

  test('an example without words is no obstacle', async () => {
    const model = await trainOpinion([...SHOP, { label: 'smile', text: '🙂' }])
    expect(askOpinion(model, 'I forgot my password')[0]?.label).toBe('password')
  })
})

describe('training', () => {
  test('the same examples give the same model', async () => {
    expect(await trainOpinion(SHOP)).toEqual(await trainOpinion(SHOP))
  })

  test('it lets others run in between', async () => {
    const training = trainOpinion(SHOP)
    let isTraining = true
    void training.then(() => {
      isTraining = false
    })
    await setImmediate()
    expect(isTraining).toBe(true)
    await training
  })

  test('a signal stops it, before and in between', async () => {
    await expect(trainOpinion(SHOP, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    )
    const stop = new AbortController()
    const training = trainOpinion(SHOP, { signal: stop.signal })
    stop.abort(new Error('no more'))
    await expect(training).rejects.toThrow('no more')
  })
})
