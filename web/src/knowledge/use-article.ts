import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { type Article, articleSaved, PATH } from './articles.ts'
import { isSame, patchOf, type Typed, typedOf } from './typed.ts'

/** An article as somebody writes it, and what of it is not saved yet. `onMade`: a new one has its id. */
export function useArticle(article: Article | null, onMade: (made: Article) => void) {
  const queries = useQueryClient()
  /** What was read or saved last, which changes are told from. */
  const [base, setBase] = useState(article)
  const [typed, setTyped] = useState(() => typedOf(article))
  const isDirty = !isSame(typedOf(base), typed)

  const take = (newest: Article) => {
    setBase(newest)
    setTyped(typedOf(newest))
  }
  // somebody else's change is taken up while nothing of it is typed over; otherwise saving asks
  if (article !== null && base !== null && article.updatedAt > base.updatedAt && !isDirty) take(article)

  const save = useMutation({
    mutationFn: ({ sent, over }: { sent: Typed; over: boolean }) =>
      base === null
        ? api<Article>('POST', PATH, patchOf(null, sent))
        : api<Article>('PATCH', `${PATH}/${base.id}`, {
            ...patchOf(typedOf(base), sent),
            ...(over ? {} : { ifUpdatedAt: base.updatedAt }),
          }),
    onSuccess(saved, { sent }) {
      setBase(saved)
      // what was typed while it was on its way stays to be saved
      setTyped((now) => (isSame(now, sent) ? typedOf(saved) : now))
      articleSaved(queries, saved)
      if (base === null) onMade(saved)
    },
  })

  const theirs = useMutation({
    mutationFn: (id: string) => api<Article>('GET', `${PATH}/${id}`),
    onSuccess(newest) {
      take(newest)
      save.reset()
      articleSaved(queries, newest)
    },
  })

  return {
    typed,
    isDirty,
    fault: save.error,
    isSaving: save.isPending,
    isSaved: save.isSuccess && !isDirty,
    change: (change: Partial<Typed>) => setTyped((now) => ({ ...now, ...change })),
    /** `over`: whatever somebody else has changed meanwhile. */
    save: ({ over = false } = {}) => !save.isPending && save.mutate({ sent: typed, over }),
    takeTheirs: () => base !== null && theirs.mutate(base.id),
    theirsFault: theirs.error,
  }
}
