import { useWords } from '../words/words.tsx'

/** In the place of a page whose own files did not come, or that could not be shown; all around it goes on. */
export function PageFailed() {
  const words = useWords()
  return (
    <div className="page">
      <div className="notice notice-bad" role="alert">
        <p className="mb-3">{words.pageFailed}</p>
        <button type="button" className="btn" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </div>
    </div>
  )
}
