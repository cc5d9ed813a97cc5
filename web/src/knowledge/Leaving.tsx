import { useBlocker } from '@tanstack/react-router'
import { Dialog } from '../ui/Dialog.tsx'
import { useWords } from '../words/words.tsx'

/** Nobody loses what they wrote by a click elsewhere, by going back, or by closing the tab. */
export function Leaving({ isDirty }: { isDirty: boolean }) {
  const { article } = useWords().knowledge
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog title={article.leaveTitle} close={blocker.reset}>
      <p className="mb-4">{article.leaveText}</p>
      <p className="flex flex-wrap gap-2">
        <button type="button" className="btn btn-primary" onClick={blocker.reset}>
          {article.stay}
        </button>
        <button type="button" className="btn btn-danger" onClick={blocker.proceed}>
          {article.leave}
        </button>
      </p>
    </Dialog>
  )
}
