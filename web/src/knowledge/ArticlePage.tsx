import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Refused } from '../api.ts'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { useRole } from '../ui/role.ts'
import { useTimes } from '../ui/time.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { ArticleForm } from './ArticleForm.tsx'
import { ArticleHead } from './ArticleHead.tsx'
import { ArticleView } from './ArticleView.tsx'
import { article as articleOf } from './articles.ts'

export function ArticlePage() {
  const { knowledge } = useWords()
  const words = knowledge.article
  const { id = '' } = useParams({ strict: false })
  const times = useTimes()
  const mayWrite = useRole('agent')
  const read = useQuery(articleOf(id))
  const { data: article } = read
  useTitle(article?.title ?? knowledge.title)
  const isGone = read.error instanceof Refused && read.error.status === 404
  if (article === undefined && isGone)
    return (
      <Empty isPage title={words.gone}>
        <Link to="/knowledge">{knowledge.back}</Link>
      </Empty>
    )
  if (article === undefined)
    return read.error ? <Failed fault={read.error} retry={() => void read.refetch()} /> : <Loading />
  const about = words.changedBy(times.full(article.updatedAt), times.language(article.language))
  return (
    <div className="page max-w-6xl!">
      <ArticleHead title={article.title} id={article.id} about={about} />
      {article.externalId !== null && article.sourceId === null && (
        <p className="hint mb-4">{words.externalId(article.externalId)}</p>
      )}
      {article.sourceId !== null && (
        <p className="notice mb-4">
          {words.fromWebsite}{' '}
          <Link to="/knowledge/websites/$id" params={{ id: article.sourceId }} search={{}}>
            {words.toWebsite}
          </Link>
        </p>
      )}
      {mayWrite ? <ArticleForm key={article.id} article={article} /> : <ArticleView article={article} />}
    </div>
  )
}
