import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { overview } from '../queries.ts'
import { inTheirWords } from '../words/server.ts'
import { useWords } from '../words/words.tsx'
import { faultIn } from './Failed.tsx'
import { usePauseFault } from './pause.ts'
import { useRole } from './role.ts'
import { useTimes } from './time.ts'

/** What everybody must see wherever they are: broken, paused, out of money for the model, without its embeddings, answering customers from samples, cut off. */
export function Banners({ isLive }: { isLive: boolean }) {
  const words = useWords()
  const times = useTimes()
  const mayConnect = useRole('admin')
  const mayWrite = useRole('agent')
  const { data, isError } = useQuery(overview)
  const unchanged = usePauseFault()
  const fault = data?.connection.status === 'broken' ? data.connection.faults[0] : undefined
  return (
    <>
      {unchanged && (
        <p role="alert" className="border-b border-bad bg-bad-soft px-4 py-2">
          {(unchanged.wanted ? words.pause.failed : words.pause.resumeFailed)(
            faultIn(words, unchanged.fault),
          )}
        </p>
      )}
      {fault && (
        <p role="alert" className="border-b border-bad bg-bad-soft px-4 py-2">
          <strong>{words.banner.broken}</strong> {inTheirWords(words, `${fault.detail} ${fault.fix ?? ''}`)}{' '}
          {mayConnect && <Link to="/settings/integrations/freshchat">{words.banner.fix}</Link>}
        </p>
      )}
      {data?.paused && (
        <p role="status" className="border-b border-note-line bg-note px-4 py-2">
          {words.pause.banner}
        </p>
      )}
      {data?.spending.isOverCeiling && (
        <p role="status" className="border-b border-note-line bg-note px-4 py-2">
          {words.banner.overCeiling(times.number(data.spending.ceilingUsd ?? 0))}
        </p>
      )}
      {data?.embeddings?.failing && (
        <p role="status" className="border-b border-note-line bg-note px-4 py-2">
          {words.banner.noEmbeddings}
        </p>
      )}
      {data?.connection.status === 'connected' && !data.connection.isSandbox && data.samples > 0 && (
        <p role="status" className="border-b border-note-line bg-note px-4 py-2">
          {words.banner.samples(data.samples)}{' '}
          {mayWrite && <Link to="/start">{words.banner.removeSamples}</Link>}
        </p>
      )}
      {(!isLive || isError) && (
        <p role="status" className="border-b border-line bg-hover px-4 py-2">
          {words.banner.offline}
        </p>
      )}
    </>
  )
}
