import type { ReactNode } from 'react'
import { reasonOf } from '../inbox/speak.ts'
import type { SessionFilter } from '../queries.ts'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import { Calls } from './Calls.tsx'
import { DaysChart } from './DaysChart.tsx'
import { Rows } from './Rows.tsx'
import type { Asked, Report, Share } from './report.ts'

/** Each figure with its denominator, and from each number the way to its rows. */
export function Figures({ data, asked }: { data: Report; asked: Asked }) {
  const words = useWords().analytics
  const { whole } = useTimes()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <section className="card">
        <h2 className="mb-2">
          <Rows count={data.sessions} asked={asked}>
            {words.sessions(data.sessions, whole(data.sessions))}
          </Rows>
        </h2>
        <DaysChart days={data.days} asked={asked} />
        <p className="hint mt-2">{words.zone(data.timeZone)}</p>
      </section>
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-3">
        {TILES.map(({ name, filter, of }) => (
          <Tile key={name} name={name} share={data[name]} asked={asked} filter={filter} of={of} />
        ))}
      </ul>
      <Handoffs data={data} asked={asked} />
      <More data={data} asked={asked} />
      <Calls data={data} asked={asked} />
    </div>
  )
}

type Tiled = keyof ReturnType<typeof useWords>['analytics']['tiles']

const ENDED = { figure: 'ended' }
const TILES: { name: Tiled; filter: SessionFilter; of: SessionFilter }[] = [
  { name: 'contained', filter: { figure: 'contained' }, of: { figure: 'ended_answered' } },
  { name: 'confirmed', filter: { closure: 'confirmed' }, of: ENDED },
  { name: 'assumed', filter: { closure: 'assumed' }, of: ENDED },
  { name: 'resolvedByRep', filter: { closure: 'rep' }, of: ENDED },
  { name: 'resolvedByRule', filter: { closure: 'rule' }, of: ENDED },
  { name: 'reopened', filter: { figure: 'reopened' }, of: ENDED },
]

/** One figure; a share of nothing is none. */
function Tile({ name, share, ...rows }: { name: Tiled; share: Share } & RowsOfShare) {
  const words = useWords().analytics
  const { percent } = useTimes()
  const { title, text } = words.tiles[name]
  return (
    <li className="card">
      <h2>{title}</h2>
      <p className="text-[1.6rem] font-semibold tabular-nums">
        {share.of === 0 ? '–' : percent(share.count / share.of)}
      </p>
      <p>
        <OutOf share={share} {...rows} />
      </p>
      <p className="hint mt-1">{text}</p>
    </li>
  )
}

interface RowsOfShare {
  asked: Asked
  filter: SessionFilter
  /** What it is counted of. */
  of: SessionFilter
}

/** Numerator and denominator, each with the way to its rows. */
function OutOf({ share: { count, of: all }, asked, filter, of }: { share: Share } & RowsOfShare) {
  const words = useWords().analytics
  const { whole } = useTimes()
  return (
    <>
      <Rows count={count} asked={asked} filter={filter}>
        {words.outOf(whole(count), whole(all))}
      </Rows>
      {all > 0 && all !== count && (
        <>
          {' · '}
          <Rows count={all} asked={asked} filter={of}>
            {words.allOf(whole(all))}
          </Rows>
        </>
      )}
    </>
  )
}

function Handoffs({ data, asked }: { data: Report; asked: Asked }) {
  const all = useWords()
  const words = all.analytics
  const { whole } = useTimes()
  return (
    <section className="card">
      <h2>{words.handoffs}</h2>
      <p className="mb-2">
        <OutOf share={data.handedOver} asked={asked} filter={{ figure: 'handed_over' }} of={{}} />
      </p>
      {data.handoffs.length === 0 ? (
        <p className="hint">{words.noHandoffs}</p>
      ) : (
        <ul className="grid gap-1">
          {data.handoffs.map(({ reason, count }) => (
            <li key={reason} className="grid grid-cols-[minmax(0,1fr)_4rem] items-center gap-3">
              <Rows count={count} asked={asked} filter={{ handoff: reason }}>
                {reasonOf(all, reason)}
              </Rows>
              <span className="text-right tabular-nums">{whole(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function More({ data, asked }: { data: Report; asked: Asked }) {
  const words = useWords().analytics
  const { number, whole } = useTimes()
  const { model, leaks, leaked, doubles, doubled } = data
  const inSessions = (count: number, figure: string, more = '') =>
    count > 0 && (
      <>
        {', '}
        <Rows count={count} asked={asked} filter={{ figure }}>
          {words.inSessions(count, whole(count))}
          {more}
        </Rows>
      </>
    )
  return (
    <section className="card">
      <h2 className="mb-2">{words.more}</h2>
      <dl className="grid gap-x-6 gap-y-2 md:grid-cols-2">
        {data.firstReplies.map(({ by, count, median, p90 }) => (
          <Fact key={by} name={words.firstReply[by]}>
            {words.seconds(number(median), number(p90))}
            {inSessions(count, `first_reply_${by}`)}
          </Fact>
        ))}
        <Fact name={words.cost}>
          {words.costOf(number(model.costUsd), model.turns, model.unpriced)}
          {inSessions(model.sessions, 'asked_model')}
          {inSessions(model.unpricedSessions, 'unpriced', ` ${words.unpriced}`)}
        </Fact>
        <Fact name={words.leaks}>
          {whole(leaks)}
          {inSessions(leaked, 'leaked')}
        </Fact>
        <Fact name={words.doubles}>
          {whole(doubles)}
          {inSessions(doubled, 'doubled')}
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[0.85rem] text-soft">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
