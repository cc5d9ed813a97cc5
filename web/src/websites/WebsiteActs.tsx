import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useWebsitesWords } from '../words/websites.ts'
import { isReading, PATH, type Website, websiteGone, websiteSaved } from './websites.ts'

/** Reading now, stopping that, and removing all of it, which is asked about first. */
export function WebsiteActs({ website }: { website: Website }) {
  const words = useWebsitesWords()
  const queries = useQueryClient()
  const go = useNavigate()
  const [asks, setAsks] = useState(false)
  const act = useMutation({
    mutationFn: (what: 'crawl' | 'cancel') => api<Website>('POST', `${PATH}/${website.id}/${what}`),
    onSuccess: (saved) => websiteSaved(queries, saved),
  })
  const remove = useMutation({
    mutationFn: () => api('DELETE', `${PATH}/${website.id}`),
    async onSuccess() {
      await go({ to: '/knowledge/websites', ignoreBlocker: true })
      websiteGone(queries, website.id)
    },
  })
  const isBusy = act.isPending || remove.isPending
  return (
    <div className="mt-3">
      <p className="flex flex-wrap gap-2">
        {isReading(website) ? (
          <Button className="btn" isOff={isBusy} onClick={() => act.mutate('cancel')}>
            {words.cancel}
          </Button>
        ) : (
          <Button className="btn btn-primary" isOff={isBusy} onClick={() => act.mutate('crawl')}>
            {words.crawlNow}
          </Button>
        )}
        <Button className="btn btn-danger" isOff={isBusy} onClick={() => setAsks(true)}>
          {words.remove}
        </Button>
      </p>
      <Fault fault={act.error ?? remove.error} />
      {asks && (
        <Confirm
          title={words.removeTitle}
          text={words.removeText(website.articles)}
          yes={words.removeYes}
          does={() => remove.mutate()}
          close={() => setAsks(false)}
        />
      )}
    </div>
  )
}
