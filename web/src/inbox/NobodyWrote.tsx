import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { overview } from '../queries.ts'
import { Empty } from '../ui/Empty.tsx'
import { useWords } from '../words/words.tsx'

/** The Inbox on the first day: what to do so that somebody stands in it. */
export function NobodyWrote() {
  const { inbox, nav, sandbox } = useWords()
  const { data } = useQuery(overview)
  return (
    <Empty title={inbox.nobodyWrote}>
      <p className="mb-3">{inbox.nobodyWroteHint}</p>
      <p className="flex flex-wrap justify-center gap-2">
        <Link to="/start" className="btn">
          {nav.start}
        </Link>
        {data?.connection.isSandbox && (
          <Link to="/inbox" search={{ sandbox: true }} className="btn btn-primary">
            {sandbox.show}
          </Link>
        )}
      </p>
    </Empty>
  )
}
