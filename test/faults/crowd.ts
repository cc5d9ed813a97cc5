import type { Chance } from './chance.ts'
import type { Install } from './install.ts'
import { ROUTED } from './promises.ts'
import { ask, askOffTopic, TOPICS, type Topic } from './questions.ts'

/** Customers who write: most wait for their answer before they ask on, some do not, and some come to a question that nobody wrote down. */
export interface Crowd {
  /** So many of them write now. */
  write(howMany: number): void
  written(): number
}

interface Customer {
  name: string
  /** Yet to be asked, in this order; null is the one beyond the knowledge, after which people have the conversation. */
  questions: (Topic | null)[]
  asked: number
}

export function gatherCrowd({ sandbox }: Install, size: number, chance: Chance): Crowd {
  const customers = Array.from({ length: size }, (_, index): Customer => {
    const topics: (Topic | null)[] = chance.shuffled(TOPICS)
    // half of them end with people, sooner or later
    const leaves = index % 2 === 0 ? chance.between(0, 6) : null
    return {
      name: `Customer${index + 1}`,
      questions: leaves === null ? topics : [...topics.slice(0, leaves), null],
      asked: 0,
    }
  })

  /** Whether the last word is the customer's. */
  function isWaiting({ name }: Customer): boolean {
    const user = sandbox.state.users().find((each) => each.first_name === name)
    const conversation = sandbox.state.conversations().find((each) => each.userId === user?.id)
    if (conversation === undefined) return false
    const lines = sandbox.state.transcript(conversation.id).filter((line) => !line.isPrivate)
    return lines.findLast((line) => line.kind === 'customer' || line.kind === 'ai')?.kind === 'customer'
  }

  function say(customer: Customer): void {
    const topic = customer.questions.shift()
    if (topic === undefined) return
    customer.asked += 1
    const isRouted = customer.asked === 1 && chance.next() < 0.3
    const marker = `${customer.name} ${customer.asked}${isRouted ? ` ${ROUTED}` : ''}`
    const text = topic === null ? askOffTopic(marker) : ask(topic, marker)
    const { conversation } = sandbox.actors.customerSays({ customer: customer.name, text })
    if (isRouted) sandbox.actors.ruleAssigns({ conversationId: conversation.id, toGroup: 'Billing' })
  }

  return {
    write(howMany) {
      for (let left = howMany; left > 0; left--) {
        const impatient = chance.next() < 0.3
        const willing = customers
          .filter(({ questions }) => questions.length > 0)
          .filter((customer) => impatient || !isWaiting(customer))
        if (willing.length === 0) return
        // whoever has asked least comes first, so that nobody is left out
        const least = Math.min(...willing.map(({ asked }) => asked))
        say(chance.oneOf(willing.filter(({ asked }) => asked <= least + 1)))
      }
    },
    written: () => customers.reduce((sum, { asked }) => sum + asked, 0),
  }
}
