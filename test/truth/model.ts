/**
 * THE MODEL OF THE TRUTH. One conversation as people in Freshchat see it: who has it, what waits, what was said. It is told what
 * happened in Freshchat's own order and knows nothing of how Baton works.
 */

/** What happened, and Freshchat's time of it in milliseconds. */
export type Fact = { at: number } & (
  | { kind: 'customer-asks'; no: number; isHeard: boolean; isWish: boolean }
  /** Thanks or a goodbye: nothing is owed for it. */
  | { kind: 'customer-is-kind'; isHeard: boolean }
  | { kind: 'customer-says-yes'; isHeard: boolean }
  /** A number: it answers all up to this question. `lookedAt`: the look at Freshchat that it rests on. */
  | {
      kind: 'ai-says'
      what: number | 'kind words' | 'that it hands over' | 'that nobody came'
      lookedAt: number
      /** When it read the words before these. */
      readAt: number
    }
  | { kind: 'ai-hands-over' }
  | { kind: 'ai-takes'; lookedAt: number }
  /** `toPerson`: it gives it to somebody. */
  | { kind: 'ai-steps-aside'; toPerson: boolean }
  | { kind: 'ai-ends'; lookedAt: number }
  /** `isHeard`: its webhook came in time; `isLost`: it never comes. */
  | {
      kind: 'person-answers' | 'person-ends' | 'person-opens' | 'person-says-stop' | 'person-removes-ai'
      isHeard: boolean
      isLost: boolean
    }
  /** Freshchat shows the rep to whoever looks. */
  | { kind: 'person-takes'; isHeard: boolean; isLost: boolean }
  | { kind: 'given-to-ai'; by: 'person' | 'order' | 'member' | 'rule'; isHeard: boolean; isLost: boolean }
  /** Beside what a member does in the Inbox, which Freshchat's time says nothing of. */
  | { kind: 'member-acts' }
  /** In the Inbox: Freshchat is told afterwards. */
  | { kind: 'member-takes' }
  /** What a member has written stands in Freshchat's thread now, after all that was asked before. */
  | { kind: 'member-words' }
  /** In the Inbox: Freshchat is told afterwards, if nobody is faster. */
  | { kind: 'member-ends' }
  /** A rep's name is taken off it. */
  | { kind: 'left-to-nobody' }
  | { kind: 'rule-ends'; isHeard: boolean }
  | { kind: 'rule-takes-off' }
)

interface Question {
  no: number
  at: number
  isWish: boolean
  /** A wish that people had, and gave back: whatever the AI answers then, it owes no word to that. */
  isSettled: boolean
}

type PersonsAct = 'answers' | 'takes' | 'ends' | 'opens' | 'says-stop' | 'removes-ai'

export interface Truth {
  has: 'ai' | 'people' | 'nobody'
  isOpen: boolean
  /** Over in the Inbox, and Freshchat is not told yet: a person who acts then goes on with it. */
  isToEnd: boolean
  /** A member's in the Inbox, and Freshchat is not told yet. */
  isToTake: boolean
  /** Freshchat shows a rep. */
  isWithRep: boolean
  /** Asked, unanswered, and no person's to answer. */
  waiting: Question[]
  /** Asked, unanswered, and people's; it waits again when the conversation is given back to the AI. */
  withPeople: Question[]
  answered: number[]
  /** Since when people have it, and by which act: a person's, or the AI's own handoff. */
  since: { at: number; by: 'handoff' | PersonsAct; isHeard: boolean; isLost: boolean } | null
  /** A person's last act, whatever has happened since. */
  actedAt: number
  /** Since the end a person has acted, who is with the customer still. */
  stillThereAt: number | null
  /** When it was last given to the AI. */
  givenAt: number
  /** By an order, which stands among the words. */
  isGivenInWords: boolean
  /**
   * It was given to the AI, which has shown nothing of having it yet: these had it, and have it again when a rule takes it off (a giving
   * counts while a look still shows it).
   */
  hadIt: Truth['since']
  /** A person gave it back, whom the AI obeys at once. */
  isBack: boolean
  /** By an order, of whose undoing no webhook has told yet: the AI takes its place whoever Freshchat shows. */
  isOrdered: boolean
  /** No webhook ever tells that it was given to the AI. */
  isGivenUnheard: boolean
  /** The customer was told of the handoff whose note is still to come. */
  handsOver: boolean
  /** The AI has asked whether it shall go on, since nobody came. */
  offered: boolean
  /** The AI's claim went over a person who had taken it in that very moment. */
  overwritten: boolean
  /** An order to the AI, a customer's word, or an end is on its way. */
  isLate: boolean
  /** An end is on its way: what the AI has handed over since is a session of its own once it is heard, and may be handed over once more. */
  isEndUnheard: boolean
  /** A member acted meanwhile, who has not seen it: nobody can tell which of the two is the last word. */
  isMoot: boolean
  /** How often a rule took it off the AI: after three times the AI leaves it. */
  takenOff: number
  /** Words of the AI's that came after a person's act, within the gap of one request. */
  leaks: number
  /** What must never happen, and did. */
  broken: string[]
}

export const START: Truth = {
  has: 'nobody',
  isOpen: false,
  isToEnd: false,
  isToTake: false,
  isWithRep: false,
  waiting: [],
  withPeople: [],
  answered: [],
  since: null,
  actedAt: 0,
  stillThereAt: null,
  givenAt: 0,
  isGivenInWords: false,
  hadIt: null,
  isBack: false,
  isOrdered: false,
  isGivenUnheard: false,
  handsOver: false,
  offered: false,
  overwritten: false,
  isLate: false,
  isEndUnheard: false,
  isMoot: false,
  takenOff: 0,
  leaks: 0,
  broken: [],
}

export function after(truth: Truth, fact: Fact): Truth {
  const { at } = fact
  switch (fact.kind) {
    case 'customer-asks':
      return heardOf(
        asked(opened(truth, at), { no: fact.no, at, isWish: fact.isWish, isSettled: false }),
        fact,
      )
    case 'customer-is-kind':
      return heardOf(opened(truth, at), fact)
    case 'customer-says-yes':
      return heardOf(truth.offered && truth.has === 'people' ? given(truth, at) : opened(truth, at), fact)
    case 'ai-says':
      return spoken(truth, fact)
    case 'ai-hands-over':
      return truth.handsOver ? { ...truth, handsOver: false } : handedOver(truth, at)
    case 'ai-takes':
      return claimed(truth, fact.lookedAt)
    case 'ai-steps-aside':
      // whomever it gives it to has it, and sees what waits
      return fact.toPerson && truth.isOpen && truth.has !== 'people'
        ? { ...handedOver(truth, at), isToTake: false }
        : steppedAside(truth, at)
    case 'ai-ends':
      // whoever was faster, in the gap of one request, wins: it is opened again
      // (but that somebody took it, which no webhook ever tells and the end has gone over, nobody can see)
      if (
        truth.has === 'people' &&
        truth.since?.by !== 'ends' &&
        !(truth.since?.by === 'takes' && truth.since.isLost) &&
        truth.actedAt >= fact.lookedAt
      )
        return { ...truth, isToEnd: false }
      return { ...truth, isOpen: false, isToEnd: false, isWithRep: false }
    case 'person-answers':
      return { ...peoples(truth, byPerson('answers', fact)), withPeople: [] }
    case 'person-takes':
      return { ...peoples(truth, byPerson('takes', fact)), isWithRep: true }
    case 'member-takes':
      return { ...taken(truth, at), isWithRep: true, isToTake: true }
    case 'person-says-stop':
      return peoples(truth, byPerson('says-stop', fact))
    case 'person-removes-ai':
      return peoples(truth, byPerson('removes-ai', fact))
    case 'person-ends':
      return heardOf(ended(peoples(truth, byPerson('ends', fact)), fact), fact)
    case 'member-words':
      return { ...truth, withPeople: [] }
    case 'member-ends':
      return {
        ...over(peoples(truth, byPerson('ends', { at, isHeard: true, isLost: false }))),
        isToEnd: true,
      }
    case 'left-to-nobody':
      return { ...truth, isWithRep: false }
    case 'person-opens':
      // of what is merely open nobody can tell who opened it: it is over here until somebody writes
      if (fact.isLost) return truth
      return { ...peoples(truth, byPerson('opens', fact)), isOpen: true }
    case 'given-to-ai':
      // what the AI itself has just handed over does not go round for ever when a rule gives it back
      if (fact.by === 'rule')
        return { ...given(truth, at), waiting: truth.waiting, hadIt: truth.since, isBack: false }
      return heardOf(
        {
          ...given(truth, at),
          hadIt: fact.by === 'person' ? truth.since : null,
          isBack: true,
          isOrdered: fact.by === 'order' || fact.by === 'member',
          isGivenInWords: fact.by === 'order',
          isGivenUnheard: fact.isLost,
          // who hands back in the Inbox what a person has just taken has not heard of that; and of what bore the AI's name when it was
          // over and is opened again, no look shows that it was given to the AI anew
          isMoot:
            truth.isMoot ||
            (fact.by === 'member' && truth.since !== null && !truth.since.isHeard) ||
            (fact.isLost && truth.since?.by === 'opens'),
        },
        fact,
      )
    case 'member-acts':
      return { ...truth, isMoot: truth.isMoot || truth.isLate }
    case 'rule-ends':
      return heardOf(ended(truth, fact), fact)
    case 'rule-takes-off':
      if (truth.has === 'ai' && truth.hadIt !== null)
        // whether the AI had taken its place, or begun with what was asked meanwhile, nobody can tell
        return {
          ...peoples(truth, truth.hadIt),
          isMoot: truth.isMoot || truth.isBack || truth.waiting.length > 0,
        }
      return truth.has === 'ai' ? { ...truth, has: 'nobody', takenOff: truth.takenOff + 1 } : truth
  }
}

/** A member who acts in the Inbox has not seen what is on its way. */
function heardOf(truth: Truth, { isHeard }: { isHeard: boolean }): Truth {
  return isHeard ? truth : { ...truth, isLate: true }
}

function byPerson(
  by: PersonsAct,
  { at, isHeard, isLost }: { at: number; isHeard: boolean; isLost: boolean },
): NonNullable<Truth['since']> {
  return { at, by, isHeard, isLost }
}

/** After an end whoever writes begins anew, and nobody has it yet; unless it was opened, or never closed, with a rep, or one is there still. */
function opened(truth: Truth, at: number): Truth {
  if (truth.isOpen) return truth
  const { isWithRep, stillThereAt, since } = truth
  const isStillThere = stillThereAt !== null && at - stillThereAt <= STILL_THERE_MS
  return {
    ...truth,
    isOpen: true,
    has: isWithRep || isStillThere ? 'people' : 'nobody',
    since: isStillThere ? since : null,
    stillThereAt: null,
    offered: false,
    overwritten: false,
  }
}

const STILL_THERE_MS = 30 * 60_000
/** However soon a webhook comes, the AI may act before it; people who wait for anything take longer. */
const ON_ITS_WAY_MS = 1_000

function asked(truth: Truth, question: Question): Truth {
  return truth.has === 'people'
    ? { ...truth, withPeople: [...truth.withPeople, question] }
    : { ...truth, waiting: [...truth.waiting, question] }
}

function peoples(truth: Truth, since: Truth['since']): Truth {
  const withPeople = [...truth.withPeople, ...truth.waiting]
  const actedAt = since !== null && since.by !== 'handoff' ? since.at : truth.actedAt
  return {
    ...truth,
    has: 'people',
    isOpen: truth.isOpen || truth.isToEnd,
    isToEnd: false,
    since,
    actedAt,
    hadIt: null,
    // (a note of the AI's own brings nobody there)
    stillThereAt: truth.isOpen || truth.isToEnd || since === null || since.by === 'handoff' ? null : since.at,
    // (what is stored in the moment of the order is on its way while the AI obeys)
    isOrdered: truth.isOrdered && (!since?.isHeard || since.at - truth.givenAt < ON_ITS_WAY_MS),
    waiting: [],
    withPeople,
    offered: false,
    overwritten: false,
  }
}

function handedOver(truth: Truth, at: number): Truth {
  return peoples(truth, { at, by: 'handoff', isHeard: true, isLost: false })
}

function taken(truth: Truth, at: number): Truth {
  return peoples(truth, byPerson('takes', { at, isHeard: true, isLost: false }))
}

/** A member took it over before, and the AI makes way only now: over a giving between the two of which no webhook ever tells. */
function steppedAside(truth: Truth, at: number): Truth {
  const isUnheard = truth.has === 'ai' && truth.isGivenUnheard
  return { ...(truth.isToTake && isUnheard ? taken(truth, at) : truth), isToTake: false }
}

function given(truth: Truth, givenAt: number): Truth {
  const theirs = truth.withPeople.map((question) => ({ ...question, isSettled: question.isWish }))
  const waiting = [...theirs, ...truth.waiting]
  return {
    ...truth,
    has: 'ai',
    since: null,
    stillThereAt: null,
    givenAt,
    hadIt: null,
    isWithRep: false,
    isOrdered: false,
    isGivenInWords: false,
    isGivenUnheard: false,
    waiting,
    withPeople: [],
    offered: false,
    overwritten: false,
  }
}

function over(truth: Truth): Truth {
  return { ...truth, isOpen: false, stillThereAt: null, waiting: [], withPeople: [], offered: false }
}

function ended(truth: Truth, { isHeard }: { isHeard: boolean }): Truth {
  return { ...over(truth), isWithRep: false, isEndUnheard: !isHeard }
}

function claimed(before: Truth, lookedAt: number): Truth {
  const truth = { ...before, hadIt: null }
  const { since } = truth
  if (truth.has !== 'people' || since === null) return { ...truth, has: 'ai' }
  if (since.by === 'handoff' && truth.isEndUnheard)
    return { ...truth, has: 'ai', since: null, isEndUnheard: false }
  if (since.at >= lookedAt) {
    // what no webhook ever tells, and our claim has gone over, nobody can see
    return since.by === 'takes' && since.isLost
      ? given(truth, truth.givenAt)
      : { ...truth, overwritten: true }
  }
  // who it was given to is gone again, and no webhook has told of either: nobody can see that they had it
  if (since.by === 'takes' && !since.isHeard && !truth.isWithRep && !truth.isOrdered)
    return { ...truth, has: 'ai', since: null }
  // by an order the AI takes it from whoever Freshchat shows; that they took it later a webhook tells, or nothing ever does
  if (since.by === 'takes' && truth.isOrdered)
    return since.isLost ? given(truth, truth.givenAt) : { ...truth, overwritten: true }
  // of what no webhook told, a look at the conversation shows only who is assigned
  if (!since.isHeard && since.by !== 'takes') return truth
  return broken(truth, 'the AI took a conversation that people had')
}

function spoken(truth: Truth, { what, lookedAt, readAt, at }: Extract<Fact, { kind: 'ai-says' }>): Truth {
  const said = { ...allowed(truth, what === 'that nobody came', lookedAt), hadIt: null }
  if (what === 'that nobody came') return { ...said, offered: true }
  if (what === 'that it hands over') {
    // given back since the AI looked: these words come too late to undo that; an order it has read it has obeyed, and hands over all the same
    const isStale = said.givenAt >= (said.isGivenInWords ? readAt : lookedAt)
    return { ...(isStale || said.has === 'people' ? said : handedOver(said, at)), handsOver: true }
  }
  if (what === 'kind words') return { ...said, waiting: said.waiting.filter(({ at }) => at >= lookedAt) }
  const isLater = ({ no, isSettled }: Question) => no > what && !isSettled
  const next = {
    ...said,
    waiting: said.waiting.filter(isLater),
    withPeople: said.withPeople.filter(isLater),
    answered: [...said.answered, what],
  }
  return truth.answered.includes(what) ? broken(next, `no. ${what} was answered twice`) : next
}

/** May these words stand here? */
function allowed(truth: Truth, isOffer: boolean, lookedAt: number): Truth {
  const { has, since, actedAt } = truth
  // a person came in the gap of one request
  if (actedAt >= lookedAt) return { ...truth, leaks: truth.leaks + 1 }
  if (has !== 'people' || since === null) return truth
  if (since.by === 'handoff') return isOffer ? truth : broken(truth, 'the AI spoke after it had handed over')
  if (truth.overwritten || isHidden(since)) return { ...truth, leaks: truth.leaks + 1 }
  return broken(truth, 'the AI spoke while a person had it')
}

/** That a person took the AI off, or opened it again, no look can tell from a rule's doing so, or the customer's. */
function isHidden({ by, isHeard }: NonNullable<Truth['since']>): boolean {
  return !isHeard && (by === 'removes-ai' || by === 'opens')
}

function broken(truth: Truth, what: string): Truth {
  return { ...truth, broken: [...truth.broken, what] }
}

/** After a rule has taken it off the AI so often, the AI leaves it. */
const MOST_TAKEN_OFF = 3

/** What is owed when nothing moves any more: nobody waits in silence. */
export function owed(truth: Truth): string[] {
  if (truth.takenOff >= MOST_TAKEN_OFF) return []
  return truth.waiting.map(({ no }) => `no. ${no} waits in silence`)
}
