import { useTimes } from '../ui/time.ts'
import { useWebsitesWords } from '../words/websites.ts'
import { isReading, type Website } from './websites.ts'

const TAGS = { complete: 'tag-good', partial: 'tag-warn', failed: 'tag-bad', cancelled: '' } as const

/** How far a crawl is, or how the last one went and when the next one comes. */
export function CrawlState({ website }: { website: Website }) {
  return isReading(website) ? <Reading website={website} /> : <AtRest website={website} />
}

function Reading({ website: { crawl } }: { website: Website }) {
  const words = useWebsitesWords()
  const times = useTimes()
  const { found, waiting } = crawl.pages
  return (
    <div>
      <span className="tag tag-good">{words.states[crawl.state]}</span>
      {crawl.state !== 'waiting' && (
        <>
          <progress
            className="mt-2 block"
            aria-label={words.progress}
            max={Math.max(found, 1)}
            value={found - waiting}
          />
          <p className="hint">{words.progressOf(found - waiting, found)}</p>
        </>
      )}
      {crawl.resumesAt !== null && <p className="hint">{words.resumes(times.full(crawl.resumesAt))}</p>}
    </div>
  )
}

function AtRest({ website: { crawl, nextCrawlAt } }: { website: Website }) {
  const words = useWebsitesWords()
  const times = useTimes()
  const { outcome, failure } = crawl
  const counts = Object.entries(words.counts).filter(
    ([name]) => crawl.pages[name as keyof typeof words.counts] > 0,
  )
  return (
    <div>
      {outcome !== null && (
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className={`tag ${TAGS[outcome]}`}>{words.outcomes[outcome]}</span>
          {counts.map(([name, said]) => (
            <span key={name}>
              {times.whole(crawl.pages[name as keyof typeof words.counts])} {said}
            </span>
          ))}
        </p>
      )}
      {failure !== null && <p className="error">{words.failures[failure](crawl.failureDetail)}</p>}
      {outcome !== null && outcome !== 'complete' && <p className="hint">{words.outcomeTexts[outcome]}</p>}
      {crawl.isLimited && <p className="hint">{words.limited}</p>}
      <p className="hint">
        {crawl.endedAt !== null && words.last(times.full(crawl.endedAt))}{' '}
        {nextCrawlAt === null ? words.never : words.next(times.full(nextCrawlAt))}
      </p>
    </div>
  )
}
