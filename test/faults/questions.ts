/**
 * What customers of these stories ask. Each answerable question has an article of its own and is asked at most once by a customer,
 * so that an answer that stands twice in a conversation was given twice.
 */

export const ARTICLES = [
  article(
    'delivery',
    'How long does standard delivery take?',
    'Standard delivery takes three to five working days from our warehouse.',
  ),
  article(
    'returns',
    'How do I send back an item that does not fit?',
    'Print the return label from your account and bring the parcel to a post office within thirty days.',
  ),
  article(
    'password',
    'How do I reset a forgotten password?',
    'Choose Forgotten password on the sign-in page and follow the link that we mail to you.',
  ),
  article(
    'invoice',
    'Where can I download the invoice as a PDF?',
    'Every invoice can be downloaded as a PDF below Billing documents.',
  ),
  article(
    'voucher',
    'How do I redeem a birthday voucher at checkout?',
    'Type the voucher code into the field Voucher before you pay at the checkout.',
  ),
  article(
    'warranty',
    'How long is the warranty on a coffee grinder?',
    'The coffee grinder comes with a warranty of two years on motor and blades.',
  ),
  article(
    'newsletter',
    'How can I unsubscribe from the weekly newsletter?',
    'Use the link Unsubscribe at the foot of any newsletter, it works at once.',
  ),
  article(
    'opening',
    'When is the showroom in Hamburg open on Saturdays?',
    'The showroom in Hamburg is open from ten to six on Saturdays.',
  ),
  article(
    'vegan',
    'Are the leather-free sneakers suitable for vegans?',
    'All leather-free sneakers are made without animal products and are suitable for vegans.',
  ),
  article(
    'descale',
    'How often must the espresso machine be descaled?',
    'Descale the espresso machine every three months, or when its light turns orange.',
  ),
  article(
    'installments',
    'Can I pay a sofa in monthly installments?',
    'A sofa can be paid in six monthly installments without interest.',
  ),
  article(
    'gift-wrap',
    'Do you offer gift wrapping for christening presents?',
    'Gift wrapping costs four euros, choose it in the basket for each present.',
  ),
] as const

export type Topic = (typeof ARTICLES)[number]['id']

export const TOPICS: readonly Topic[] = ARTICLES.map((each) => each.id)

/** The question that an article answers; `marker` makes it unlike anybody else's. */
export function ask(topic: Topic, marker: string): string {
  const found = ARTICLES.find((each) => each.id === topic)
  return `${found?.title} (${marker})`
}

/** No article has anything to say about it: a handoff. */
export function askOffTopic(marker: string): string {
  return `Which zookeeper feeds the penguins of Antarctica at midnight? (${marker})`
}

/** What its article says; null for one that no article answers. */
export function answerTo(question: string): string | null {
  return ARTICLES.find((each) => question.startsWith(each.title))?.body ?? null
}

function article<const Id extends string>(id: Id, title: string, body: string) {
  return { id, title, body }
}
