import { useBlocker } from '@tanstack/react-router'
import { useWords } from '../words/words.tsx'
import { Dialog } from './Dialog.tsx'

/** Nobody loses what they wrote by a click elsewhere, by going back, or by closing the tab. */
export function Leaving({ isDirty }: { isDirty: boolean }) {
  const { leaving } = useWords()
  const blocker = useBlocker({
    // to another place on the same page nobody leaves
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog title={leaving.title} close={blocker.reset}>
      <p className="mb-4">{leaving.text}</p>
      <p className="flex flex-wrap gap-2">
        <button type="button" className="btn btn-primary" onClick={blocker.reset}>
          {leaving.stay}
        </button>
        <button type="button" className="btn btn-danger" onClick={blocker.proceed}>
          {leaving.leave}
        </button>
      </p>
    </Dialog>
  )
}
