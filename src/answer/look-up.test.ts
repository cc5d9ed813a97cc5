import { expect, test } from 'vitest'
import { lookUp } from './look-up.ts'
import { passageOf } from './passage.test-kit.ts'
import { questionOf } from './question.ts'

const passage = (title: string, fit: number) =>
  passageOf({
    passageId: title,
    articleId: title,
    title,
    score: fit,
    fit,
    byWords: fit,
    wordsHeld: fit > 0 ? 3 : 0,
    coverage: fit > 0 ? 1 : 0,
  })

/** What follows was answered from “refund”; by itself it fits “password” so well. */
async function firstFor(text: string, fitByItself: number): Promise<string | undefined> {
  const question = questionOf([
    { author: 'customer', text: 'When do I get my refund after a return?' },
    { author: 'ai', text: 'Within five days.' },
    { author: 'customer', text },
  ])
  const search = async (query: string) =>
    query.includes('refund') ? [passage('refund', 0.9)] : [passage('password', fitByItself)]
  const { passages } = await lookUp(search, question, 0.5)
  return passages[0]?.title
}

test('what is clear by itself is looked up by itself, however well the question before it is known', async () => {
  expect(await firstFor('I forgot my password', 0.3)).toBe('password')
})

test('what says too little by itself follows from the question before it', async () => {
  expect(await firstFor('And to France?', 0)).toBe('refund')
})
