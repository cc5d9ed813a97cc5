import { useWords } from '../words/words.tsx'
import { Dialog } from './Dialog.tsx'

/** Asks once more before what cannot be taken back. `no`: left out, that it is kept. */
export function Confirm({
  title,
  text,
  yes,
  no,
  does,
  close,
}: {
  title: string
  text: string
  yes: string
  no?: string
  does(): void
  close(): void
}) {
  const { keep } = useWords()
  return (
    <Dialog title={title} close={close}>
      <p className="mb-4">{text}</p>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="btn" onClick={close}>
          {no ?? keep}
        </button>
        <button
          type="button"
          className="btn btn-danger"
          onClick={() => {
            close()
            does()
          }}
        >
          {yes}
        </button>
      </div>
    </Dialog>
  )
}
