import { Link } from '@tanstack/react-router'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/words.tsx'
import { useArticleFilter } from './use-filter.ts'

/** The way back to where one was in the list, and what the page is. */
export function ArticleHead({ title, id, about }: { title: string; id?: string; about?: string }) {
  const { knowledge } = useWords()
  const filter = useArticleFilter()
  return (
    <div className="mb-4">
      <Link
        to="/knowledge"
        search={filter}
        {...(id === undefined ? {} : { hash: id })}
        className="inline-flex items-center gap-1 py-1 no-underline"
      >
        <Icon name="back" />
        {knowledge.back}
      </Link>
      <h1 dir="auto" className="w-fit">
        {title}
      </h1>
      {about && <p className="hint">{about}</p>}
    </div>
  )
}
