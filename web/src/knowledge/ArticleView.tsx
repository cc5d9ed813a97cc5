import { useNavigate } from '@tanstack/react-router'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useWords } from '../words/words.tsx'
import type { Article } from './articles.ts'
import { Markdown } from './Markdown.tsx'
import { useArticleFilter } from './use-filter.ts'

/** For whoever may read and not write. */
export function ArticleView({ article }: { article: Article }) {
  const { knowledge } = useWords()
  const words = knowledge.article
  const go = useNavigate()
  const filter = useArticleFilter()
  useShortcuts({ escape: () => void go({ to: '/knowledge', search: filter, hash: article.id }) })
  const { body, phrasings, url, state, visibility } = article
  return (
    <div className="grid gap-4">
      <p className="hint">{words.readOnly}</p>
      <p className="flex flex-wrap gap-2">
        <span className={`tag ${state === 'draft' ? 'tag-warn' : 'tag-good'}`}>
          {knowledge.states[state]}
        </span>
        <span className="tag">{knowledge.visibilities[visibility]}</span>
      </p>
      <div className="card">
        <h2 className="sr-only">{words.body}</h2>
        <Markdown text={body} />
      </div>
      <section>
        <h2>{words.phrasings}</h2>
        {phrasings.length === 0 ? (
          <p className="hint">{words.none}</p>
        ) : (
          <ul className="list-disc ps-5">
            {phrasings.map((phrasing) => (
              <li key={phrasing} dir="auto">
                {phrasing}
              </li>
            ))}
          </ul>
        )}
      </section>
      {url !== null && (
        <p>
          <a href={url} target="_blank" rel="noopener noreferrer">
            {url}
          </a>
        </p>
      )}
    </div>
  )
}
