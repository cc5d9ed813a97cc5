import { useWords } from '../words/words.tsx'
import { Dialog } from './Dialog.tsx'

/** Every shortcut, on one card. */
export function KeysHelp({ close }: { close(): void }) {
  const { keys, close: closeWord } = useWords()
  const rows: [string, string][] = [
    ['j', keys.next],
    ['k', keys.previous],
    ['Enter', keys.open],
    ['Esc', keys.back],
    ['t', keys.takeOver],
    ['r', keys.reply],
    ['e', keys.resolve],
    ['n', keys.add],
    ['a  d  u', keys.decide],
    ['Ctrl S', keys.save],
    ['/', keys.search],
    ['Ctrl K', keys.palette],
    ['?', keys.help],
  ]
  return (
    <Dialog title={keys.title} close={close}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        {rows.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="btn mt-4" onClick={close}>
        {closeWord}
      </button>
    </Dialog>
  )
}
