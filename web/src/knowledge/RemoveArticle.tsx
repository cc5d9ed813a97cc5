import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Fault } from '../ui/Failed.tsx'
import { Said } from '../ui/Said.tsx'
import { useWords } from '../words/words.tsx'
import { type Article, articleGone, PATH } from './articles.ts'
import { useArticleFilter } from './use-filter.ts'

/** Asked first: what is deleted is answered from no more. */
export function RemoveArticle({ article: { id, title } }: { article: Article }) {
  const { knowledge, keep } = useWords()
  const words = knowledge.article
  const [asks, setAsks] = useState(false)
  const queries = useQueryClient()
  const go = useNavigate()
  const filter = useArticleFilter()
  const remove = useMutation({
    mutationFn: () => api('DELETE', `${PATH}/${id}`),
    async onSuccess() {
      await go({ to: '/knowledge', search: filter, ignoreBlocker: true })
      articleGone(queries, id)
    },
  })
  return (
    <>
      <button type="button" className="btn btn-danger" onClick={() => setAsks(true)}>
        {words.remove}
      </button>
      {asks && (
        <Dialog title={words.removeTitle} close={() => setAsks(false)}>
          <p className="mb-4">
            <Said by={words.removeText}>{title}</Said>
          </p>
          <Fault fault={remove.error} />
          <p className="flex flex-wrap gap-2">
            {/* the first has the focus: Enter, hit twice, deletes nothing */}
            <button type="button" className="btn" onClick={() => setAsks(false)}>
              {keep}
            </button>
            <Button className="btn btn-danger" isOff={remove.isPending} onClick={() => remove.mutate()}>
              {words.removeYes}
            </Button>
          </p>
        </Dialog>
      )}
    </>
  )
}
