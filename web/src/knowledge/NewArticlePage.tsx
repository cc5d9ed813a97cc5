import { Empty } from '../ui/Empty.tsx'
import { useRole } from '../ui/role.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { ArticleForm } from './ArticleForm.tsx'
import { ArticleHead } from './ArticleHead.tsx'

export function NewArticlePage() {
  const { article } = useWords().knowledge
  useTitle(article.newTitle)
  const mayWrite = useRole('agent')
  if (!mayWrite) return <Empty isPage title={article.readOnly} />
  return (
    <div className="page max-w-6xl!">
      <ArticleHead title={article.newTitle} />
      <ArticleForm article={null} />
    </div>
  )
}
