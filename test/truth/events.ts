import fc from 'fast-check'

/** What may happen to one conversation, as data: who does what, when, and how its webhooks fare. */

export type Act =
  | {
      who: 'customer'
      does: 'asks' | 'asks for a person' | 'says it is solved' | 'says goodbye' | 'says yes'
    }
  | {
      who: 'rep'
      does:
        | 'replies'
        | 'notes'
        | 'notes /baton take'
        | 'notes /baton stop'
        | 'takes it'
        | 'gives it to the AI'
        | 'gives it to nobody'
        | 'resolves'
        | 'reopens'
    }
  | {
      who: 'rule'
      does:
        | 'gives it to a rep'
        | 'gives it to the AI'
        | 'gives it to nobody'
        | 'moves it to Billing'
        | 'resolves'
    }
  | { who: 'member'; does: 'takes over' | 'hands back' | 'replies' | 'resolves' }
  | { who: 'admin'; does: 'pauses' | 'lifts the pause' }
  | { who: 'time'; does: 'passes'; ms: number }
  | { who: 'worker'; does: 'dies' | 'freezes' }
  | { who: 'Freshchat'; does: Trouble }

/** What Freshchat does to our calls; the last three last until it is well again. */
export type Trouble =
  | 'fails once'
  | 'fails twice'
  | 'says too many'
  | 'loses an answer'
  | 'loses an answer to an act'
  | 'fails and stores'
  | 'echoes first'
  | 'repeats our echoes'
  | 'keeps our echoes back'
  | 'is away'
  | 'refuses the token'
  | 'is well again'

/** At rest; at once (a turn that has stopped stays stopped); or before so many moments of a turn have passed. */
export type When = 'at rest' | 'at once' | number

/** `late`: after so many more events; `lost`: never. */
export type Webhook = 'in time' | 'twice' | 'lost' | { late: number }

export interface Happening {
  act: Act
  when: When
  webhook: Webhook
}

const one = <const W extends Act['who'], const D extends string>(who: W, does: readonly D[]) =>
  fc.constantFrom(...does).map((each) => ({ who, does: each }))

const customer = one('customer', [
  'asks',
  'asks',
  'asks',
  'asks for a person',
  'says it is solved',
  'says goodbye',
  'says yes',
])
const rep = one('rep', [
  'replies',
  'replies',
  'notes',
  'notes /baton take',
  'notes /baton take',
  'notes /baton stop',
  'takes it',
  'takes it',
  'gives it to the AI',
  'gives it to the AI',
  'gives it to nobody',
  'resolves',
  'resolves',
  'reopens',
])
const rule = one('rule', [
  'gives it to a rep',
  'gives it to the AI',
  'gives it to nobody',
  'moves it to Billing',
  'resolves',
])
const member = one('member', ['takes over', 'hands back', 'replies', 'resolves'])
const admin = one('admin', ['pauses', 'lifts the pause'])
const time = fc
  .constantFrom(1_000, 6_000, 15_000, 60_000, 11 * 60_000, 31 * 60_000, 40 * 60_000)
  .map((ms) => ({ who: 'time' as const, does: 'passes' as const, ms }))
const worker = one('worker', ['dies', 'dies', 'freezes'])
const trouble = one('Freshchat', [
  'fails once',
  'fails twice',
  'says too many',
  'loses an answer',
  'loses an answer to an act',
  'fails and stores',
  'echoes first',
  'repeats our echoes',
  'keeps our echoes back',
  'is away',
  'refuses the token',
  'is well again',
])

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: customer },
  { weight: 10, arbitrary: rep },
  { weight: 3, arbitrary: rule },
  { weight: 4, arbitrary: member },
  { weight: 1, arbitrary: admin },
  { weight: 3, arbitrary: time },
  { weight: 3, arbitrary: worker },
  { weight: 5, arbitrary: trouble },
)

/** A first turn has about two dozen moments. */
const MOST_MOMENTS = 24

const when: fc.Arbitrary<When> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('at rest' as const) },
  { weight: 2, arbitrary: fc.constant('at once' as const) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: MOST_MOMENTS }) },
)

const webhook: fc.Arbitrary<Webhook> = fc.oneof(
  { weight: 12, arbitrary: fc.constant('in time' as const) },
  { weight: 2, arbitrary: fc.constant('twice' as const) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }).map((late) => ({ late })) },
  { weight: 1, arbitrary: fc.constant('lost' as const) },
)

/** What happens after the customer's first question. */
export const happenings: fc.Arbitrary<Happening[]> = fc.array(fc.record({ act, when, webhook }), {
  minLength: 1,
  maxLength: 8,
})
