import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Refused } from '../api.ts'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useRole } from '../ui/role.ts'
import { useTitle } from '../ui/title.ts'
import { useWebsitesWords } from '../words/websites.ts'
import { ChangeWebsite } from './ChangeWebsite.tsx'
import { CrawlState } from './CrawlState.tsx'
import { Pages } from './Pages.tsx'
import { WebsiteActs } from './WebsiteActs.tsx'
import { website as websiteOf } from './websites.ts'

/** One website: how far it is, what came of each page, and how it is read. */
export function WebsitePage() {
  const words = useWebsitesWords()
  const { id = '' } = useParams({ strict: false })
  const mayWrite = useRole('agent')
  const read = useQuery(websiteOf(id))
  const { data: website } = read
  useTitle(website?.url ?? words.title)
  const isGone = read.error instanceof Refused && read.error.status === 404
  if (website === undefined && isGone)
    return (
      <Empty title={words.gone}>
        <Link to="/knowledge/websites">{words.back}</Link>
      </Empty>
    )
  if (website === undefined)
    return read.error ? <Failed fault={read.error} retry={() => void read.refetch()} /> : <Loading />
  return (
    <div className="page">
      <Link to="/knowledge/websites" className="inline-flex items-center gap-1 py-1 no-underline">
        <Icon name="back" />
        {words.back}
      </Link>
      <h1>{website.url}</h1>
      <p className="hint mb-4">{words.articles(website.articles)}</p>
      <section className="card mb-4">
        <CrawlState website={website} />
        {mayWrite && <WebsiteActs website={website} />}
      </section>
      {mayWrite ? <ChangeWebsite website={website} /> : <p className="hint mb-4">{words.mayNot}</p>}
      <Pages website={website} />
    </div>
  )
}
