import { type ScriptedModel, whileThinking } from '../setup/models.ts'

/** Each question carries its number, and each answer says up to which question it answers. */
export const question = (no: number) => `How long does delivery take? (no. ${no})`
export const wish = (no: number) => `Can I talk to a human please? (no. ${no})`

/** The number that a customer's message carries; null for kind words. */
export function numberIn(text: string): number | null {
  const found = /\(no\. (\d+)\)/.exec(text)
  return found === null ? null : Number(found[1])
}

export function answeredIn(text: string): number | null {
  const found = /This answers no\. (\d+)/.exec(text)
  return found === null ? null : Number(found[1])
}

/** A model that answers the newest thing asked, and is kind to who is only kind. */
export function speaker(thinks: () => Promise<void>): ScriptedModel {
  return whileThinking(async (call, _signal, { messages }) => {
    await thinks()
    const numbers = [...burstIn(JSON.stringify(messages)).matchAll(/\(no\. (\d+)\)/g)].map((each) =>
      Number(each[1]),
    )
    return numbers.length === 0
      ? { decision: 'clarify', text: `You are welcome, call ${call}.` }
      : { text: `It takes three to five working days. This answers no. ${Math.max(...numbers)}` }
  })
}

/** What the customer has said since anybody answered: the blocks at the end of the prompt. */
function burstIn(prompt: string): string {
  const blocks = prompt.split(/<[0-9a-f]{18}-/).slice(1)
  const before = blocks.findLastIndex((block) => !block.startsWith('customer'))
  return blocks.slice(before + 1).join('\n')
}
