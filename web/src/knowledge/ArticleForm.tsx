import { useLocation, useNavigate } from '@tanstack/react-router'
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { Refused } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Fault, fieldOf } from '../ui/Failed.tsx'
import { Leaving } from '../ui/Leaving.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useWords } from '../words/words.tsx'
import { ArticleFields } from './ArticleFields.tsx'
import type { Article } from './articles.ts'
import { RemoveArticle } from './RemoveArticle.tsx'
import { useArticle } from './use-article.ts'
import { useArticleFilter } from './use-filter.ts'

const FIELDS = ['title', 'body', 'phrasings', 'url']

/** Writing an article; null: a new one. */
export function ArticleForm({ article }: { article: Article | null }) {
  const { knowledge } = useWords()
  const go = useNavigate()
  const filter = useArticleFilter()
  const { isNew } = useLocation().state
  const form = useRef<HTMLFormElement>(null)
  const writing = useArticle(article, ({ id }) =>
    go({
      to: '/knowledge/$id',
      params: { id },
      search: filter,
      state: { isNew: true },
      replace: true,
      ignoreBlocker: true,
    }),
  )
  const { typed, isDirty, isSaved, fault } = writing
  const field = fieldOf(fault)?.split('.')[0] ?? null
  const isMeanwhile = fault instanceof Refused && fault.code === 'changed_meanwhile'
  const isFromWebsite = article !== null && article.sourceId !== null
  const isAtField = field !== null && FIELDS.includes(field)

  useShortcuts({
    escape: () => void go({ to: '/knowledge', search: filter, ...(article && { hash: article.id }) }),
  })
  useEffect(() => {
    if (!isAtField || fault === null) return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    wrong?.focus()
    // with what is said below it
    wrong?.closest('.field')?.scrollIntoView({ block: 'nearest' })
  }, [isAtField, fault])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isDirty || article === null) writing.save()
  }
  function press(event: KeyboardEvent<HTMLFormElement>) {
    const isSave = event.key === 's' || event.key === 'Enter'
    if (isSave && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      form.current?.requestSubmit()
    }
    if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
  }
  return (
    // keys of its fields, which are what one types in
    <form
      ref={form}
      onSubmit={submit}
      onKeyDown={press}
      noValidate
      // what has the focus is not behind what sticks to the bottom
      className="[&_:is(input,textarea,summary,.field)]:scroll-mb-24"
    >
      <Leaving isDirty={isDirty} />
      <ArticleFields
        typed={typed}
        change={writing.change}
        fault={fault}
        isNew={article === null}
        isFromWebsite={isFromWebsite}
      />
      <div className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t border-line bg-paper py-3">
        <Button type="submit" className="btn btn-primary" isOff={writing.isSaving}>
          {writing.isSaving ? knowledge.saving : knowledge.save}
        </Button>
        {article !== null && !isFromWebsite && <RemoveArticle article={article} />}
        <p role="status" className={isDirty ? 'hint' : 'text-good'}>
          {isDirty && knowledge.unsaved}
          {(isSaved || (isNew && !isDirty)) &&
            (typed.state === 'published' ? knowledge.savedAndFound : knowledge.saved)}
        </p>
        <p className="hint ml-auto max-md:hidden">
          <kbd>{knowledge.saveKeys}</kbd> {knowledge.saves}
        </p>
        <div className="w-full empty:hidden">
          {isMeanwhile ? <Meanwhile writing={writing} /> : <Fault fault={isAtField ? null : fault} />}
        </div>
      </div>
    </form>
  )
}

function Meanwhile({ writing }: { writing: ReturnType<typeof useArticle> }) {
  const { article } = useWords().knowledge
  return (
    <div className="notice" role="alert">
      <p className="mb-3">
        <strong>{article.meanwhile}</strong> {article.meanwhileText}
      </p>
      <p className="flex flex-wrap gap-2">
        <button type="button" className="btn" onClick={writing.takeTheirs}>
          {article.takeTheirs}
        </button>
        <button type="button" className="btn" onClick={() => writing.save({ over: true })}>
          {article.keepMine}
        </button>
      </p>
      <Fault fault={writing.theirsFault} />
    </div>
  )
}
