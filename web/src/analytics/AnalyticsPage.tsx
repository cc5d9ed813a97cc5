import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { sessionValues } from '../queries.ts'
import { Choice } from '../ui/controls.tsx'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { Figures } from './Figures.tsx'
import { askedBy, PERIODS, type ReportSearch, report, reportSearchIn, USUAL_DAYS } from './report.ts'

/** What came of the sessions of the last days. */
export function AnalyticsPage() {
  const { analytics: words } = useWords()
  useTitle(words.title)
  const search = useSearch({ from: '/inside/analytics', select: (all) => reportSearchIn({ ...all }) })
  const asked = askedBy(search)
  const { data, error, refetch } = useQuery(report(asked))
  return (
    <div className="page">
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1>{words.title}</h1>
          <p className="hint">{words.of}</p>
        </div>
        <div className="flex flex-wrap items-end gap-2 [&_.field]:mb-0">
          <Period search={search} />
          <a
            className="btn"
            href={`/api/v1/analytics/sessions.csv?${new URLSearchParams({ ...asked })}`}
            download
          >
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

/** Both stand in the address, for the way back from the rows. */
function Period({ search }: { search: ReportSearch }) {
  const { analytics: words, inbox } = useWords()
  const go = useNavigate()
  const { data } = useQuery(sessionValues)
  const { days = USUAL_DAYS, channel = '' } = search
  const change = (part: ReportSearch) =>
    void go({ to: '/analytics', search: reportSearchIn({ ...search, ...part }), replace: true })
  // one that is chosen stays to be chosen, though no session is of it any more
  const channels = [...new Set([...(data?.channels ?? []), channel])].filter(Boolean)
  return (
    <>
      <Choice
        label={words.period}
        value={String(days)}
        names={Object.fromEntries(PERIODS.map((each) => [each, words.lastDays(each)]))}
        choose={(value) => change({ days: Number(value) })}
      />
      <Choice
        label={inbox.channel}
        value={channel}
        names={{ '': inbox.any, ...Object.fromEntries(channels.map((each) => [each, each])) }}
        choose={(value) => change({ channel: value })}
      />
    </>
  )
}
