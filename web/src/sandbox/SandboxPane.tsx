import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/words.tsx'

/** The sandbox's widget and rep desk beside the Inbox: write on one side, watch on the other. */
export function SandboxPane({ url, close }: { url: string; close(): void }) {
  const { sandbox } = useWords()
  return (
    <aside
      aria-label={sandbox.title}
      className="fixed inset-0 z-[1] flex min-h-0 flex-col border-l border-line bg-card md:static md:w-[38rem] md:max-w-[45vw] md:shrink-0"
    >
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-2">
        <h2>{sandbox.title}</h2>
        <div className="flex gap-1">
          <a className="btn btn-quiet" href={url} target="_blank" rel="noopener noreferrer">
            <Icon name="out" />
            <span className="sr-only">{sandbox.newWindow}</span>
          </a>
          <button type="button" className="btn" onClick={close}>
            {sandbox.hide}
          </button>
        </div>
      </div>
      <iframe title={sandbox.title} src={besideUs(url)} className="min-h-0 w-full flex-1 border-0 bg-card" />
    </aside>
  )
}

/** By the name by which this page was opened: of another site's frame a browser keeps its own storage away. */
function besideUs(url: string): string {
  const address = new URL(url)
  if (['localhost', '127.0.0.1'].includes(location.hostname)) address.hostname = location.hostname
  return address.href
}
