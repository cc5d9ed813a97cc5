import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArticleHead } from '../knowledge/ArticleHead.tsx'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useRole } from '../ui/role.ts'
import { useTitle } from '../ui/title.ts'
import { useWebsitesWords } from '../words/websites.ts'
import { AddWebsite } from './AddWebsite.tsx'
import { CrawlState } from './CrawlState.tsx'
import { type Website, websites } from './websites.ts'

/** Knowledge → Websites: what is read, how far it is, and when it is read again. */
export function WebsitesPage() {
  const words = useWebsitesWords()
  useTitle(words.title)
  const mayWrite = useRole('agent')
  const read = useQuery(websites)
  const items = read.data?.items
  return (
    <div className="page">
      <ArticleHead title={words.title} about={words.intro} />
      {items !== undefined && mayWrite && <AddWebsite isOpen={items.length === 0} />}
      {!mayWrite && <p className="hint mb-4">{words.mayNot}</p>}
      {items === undefined ? (
        read.error ? (
          <Failed fault={read.error} retry={() => void read.refetch()} />
        ) : (
          <Loading />
        )
      ) : items.length === 0 ? (
        <Empty title={words.none}>{words.noneHint}</Empty>
      ) : (
        <ul className="grid gap-3" aria-label={words.list}>
          {items.map((website) => (
            <Row key={website.id} website={website} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Row({ website }: { website: Website }) {
  const words = useWebsitesWords()
  return (
    <li className="card">
      <p className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <Link
          to="/knowledge/websites/$id"
          params={{ id: website.id }}
          search={{}}
          className="min-w-0 font-semibold"
        >
          {website.url}
        </Link>
        <span className="hint">{words.articles(website.articles)}</span>
      </p>
      <CrawlState website={website} />
    </li>
  )
}
