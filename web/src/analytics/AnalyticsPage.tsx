import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId, useState } from 'react'
import { get } from '../api.ts'
import { reasonOf } from '../inbox/speak.ts'
import { type SessionFilter, sessionValues } from '../queries.ts'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useTimes } from '../ui/time.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { type Day, DaysChart } from './DaysChart.tsx'

interface Share {
  count: number
  of: number
}

interface Analytics {
  timeZone: string
  sessions: number
  days: Day[]
  contained: Share
  confirmed: Share
  assumed: Share
  resolvedByRep: Share
  resolvedByRule: Share
  reopened: Share
  handedOver: Share
  handoffs: { reason: string; count: number }[]
  firstReplies: { by: 'ai' | 'rep'; count: number; median: number; p90: number }[]
  model: { turns: number; unpriced: number; costUsd: number }
  freshchatCalls: number
  leaks: number
  doubles: number
}

const DAYS = [7, 30, 90, 365] as const
const DAY_MS = 24 * 3600 * 1000
const MINUTE_MS = 60_000

const analytics = (asked: { from: string; to: string; channel: string }) =>
  queryOptions({
    queryKey: ['analytics', asked],
    queryFn: ({ signal }) => get<Analytics>(`/api/v1/analytics?${new URLSearchParams(asked)}`, signal),
    placeholderData: (before) => before,
    staleTime: MINUTE_MS,
  })

/** What came of the sessions of the last days: each figure with its denominator, and the way to its rows. */
export function AnalyticsPage() {
  const words = useWords().analytics
  useTitle(words.title)
  const [days, setDays] = useState<number>(30)
  const [channel, setChannel] = useState('')
  const to = new Date().toISOString().slice(0, 10)
  const from = new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10)
  const asked = { from, to, channel }
  const { data, error, refetch } = useQuery(analytics(asked))
  return (
    <div className="page">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1>{words.title}</h1>
          <p className="hint">{words.of}</p>
        </div>
        <div className="flex flex-wrap items-end gap-2">
          <Choice label={words.period} value={String(days)} choose={(value) => setDays(Number(value))}>
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {words.lastDays(each)}
              </option>
            ))}
          </Choice>
          <Channels value={channel} choose={setChannel} />
          <a className="btn" href={`/api/v1/analytics/sessions.csv?${new URLSearchParams(asked)}`} download>
            {words.csv}
          </a>
        </div>
      </div>
      {error !== null && data === undefined ? (
        <Failed fault={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data.sessions === 0 ? (
        <Empty title={words.nothing}>{words.nothingHint}</Empty>
      ) : (
        <Figures data={data} asked={asked} />
      )}
    </div>
  )
}

function Figures({ data, asked }: { data: Analytics; asked: { from: string; to: string; channel: string } }) {
  const all = useWords()
  const words = all.analytics
  const { number } = useTimes()
  const rows = (filter: SessionFilter): SessionFilter => ({
    from: asked.from,
    to: asked.to,
    ...(asked.channel === '' ? {} : { channel: asked.channel }),
    ...filter,
  })
  return (
    <div className="grid gap-4">
      <section className="card">
        <h2 className="mb-2">
          <Link to="/inbox" search={rows({})}>
            {words.sessions(data.sessions)}
          </Link>
        </h2>
        <DaysChart days={data.days} from={asked.from} to={asked.to} />
        <p className="hint mt-2">{words.zone(data.timeZone)}</p>
      </section>
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-3">
        <Tile name="contained" share={data.contained} />
        <Tile name="confirmed" share={data.confirmed} rows={rows({ closure: 'confirmed' })} />
        <Tile name="assumed" share={data.assumed} rows={rows({ closure: 'assumed' })} />
        <Tile name="resolvedByRep" share={data.resolvedByRep} rows={rows({ closure: 'rep' })} />
        <Tile name="resolvedByRule" share={data.resolvedByRule} rows={rows({ closure: 'rule' })} />
        <Tile name="reopened" share={data.reopened} />
      </ul>
      <section className="card">
        <h2 className="mb-2">{words.handoffs(data.handedOver.count, data.handedOver.of)}</h2>
        {data.handoffs.length === 0 ? (
          <p className="hint">{words.noHandoffs}</p>
        ) : (
          <ul className="grid gap-1">
            {data.handoffs.map(({ reason, count }) => (
              <li key={reason} className="grid grid-cols-[minmax(0,1fr)_3rem] items-center gap-3">
                <Link to="/inbox" search={rows({ handoff: reason })}>
                  {reasonOf(all, reason)}
                </Link>
                <span className="text-right tabular-nums">{number(count)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="card">
        <h2 className="mb-2">{words.more}</h2>
        <dl className="grid gap-x-6 gap-y-2 md:grid-cols-2">
          {data.firstReplies.map(({ by, count, median, p90 }) => (
            <Fact key={by} name={words.firstReply[by]}>
              {words.seconds(number(median), number(p90), number(count))}
            </Fact>
          ))}
          <Fact name={words.cost}>
            {words.costOf(number(data.model.costUsd), data.model.turns, data.model.unpriced)}
          </Fact>
          <Fact name={words.calls}>{number(data.freshchatCalls)}</Fact>
          <Fact name={words.leaks}>{number(data.leaks)}</Fact>
          <Fact name={words.doubles}>{number(data.doubles)}</Fact>
        </dl>
      </section>
    </div>
  )
}

type Tiled = 'contained' | 'confirmed' | 'assumed' | 'resolvedByRep' | 'resolvedByRule' | 'reopened'

/** One figure; a share of nothing is none. */
function Tile({ name, share: { count, of }, rows }: { name: Tiled; share: Share; rows?: SessionFilter }) {
  const words = useWords().analytics
  const { percent } = useTimes()
  const { title, text } = words.tiles[name]
  const told = words.outOf(count, of)
  return (
    <li className="card">
      <h2>{title}</h2>
      <p className="text-[1.6rem] font-semibold tabular-nums">{of === 0 ? '–' : percent(count / of)}</p>
      <p>
        {rows === undefined ? (
          told
        ) : (
          <Link to="/inbox" search={rows}>
            {told}
          </Link>
        )}
      </p>
      <p className="hint mt-1">{text}</p>
    </li>
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

function Channels({ value, choose }: { value: string; choose: (channel: string) => void }) {
  const { inbox } = useWords()
  const { data } = useQuery(sessionValues)
  return (
    <Choice label={inbox.channel} value={value} choose={choose}>
      <option value="">{inbox.any}</option>
      {data?.channels.map((channel) => (
        <option key={channel} value={channel}>
          {channel}
        </option>
      ))}
    </Choice>
  )
}

function Choice({
  label,
  value,
  choose,
  children,
}: {
  label: string
  value: string
  choose: (value: string) => void
  children: ReactNode
}) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="text-[0.9rem]">
        {label}
      </label>
      <select id={id} value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {children}
      </select>
    </div>
  )
}
