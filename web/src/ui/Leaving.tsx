import { useBlocker } from '@tanstack/react-router'
import { useWords } from '../words/words.tsx'
import { Dialog } from './Dialog.tsx'

/** Nobody loses what they wrote, or what is shown this once, by a click elsewhere, by going back, or by closing the tab. */
export function Leaving({ isDirty, isShownOnce = false }: { isDirty: boolean; isShownOnce?: boolean }) {
  const words = useWords()
  const leaving = isShownOnce ? words.leavingSecret : words.leaving
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
