import type { Message } from '../api.ts'
import { useWords } from '../words/words.tsx'

/** What is not text: images and files through Baton, never from a foreign address; the rest is named. */
export function Parts({ message }: { message: Message }) {
  const { session } = useWords()
  return message.parts.map((part, index) => {
    const kind = kindOf(part)
    if (kind === null) return null
    const address = `/api/v1/messages/${message.id}/attachments/${index}`
    const name = nameIn(part)
    // a part has no id; its place in the message does not change
    const key = `${message.id}-${index}`
    if (kind === 'image')
      return (
        <img
          key={key}
          src={address}
          alt={name ?? session.image}
          loading="lazy"
          className="mt-2 max-h-96 rounded-lg"
        />
      )
    if (kind === 'other')
      return (
        <p key={key} className="hint">
          [{session.unsupported}]
        </p>
      )
    return (
      <p key={key}>
        <a href={address} download dir="auto">
          {name ?? session.file(kind)}
        </a>
      </p>
    )
  })
}

/** null: text, shown already. */
function kindOf(part: unknown): 'image' | 'file' | 'video' | 'audio' | 'other' | null {
  const keys = typeof part === 'object' && part !== null ? Object.keys(part) : []
  if (keys.some((key) => ['text', 'email', 'properties', 'part_type'].includes(key))) return null
  return (['image', 'file', 'video', 'audio'] as const).find((key) => keys.includes(key)) ?? 'other'
}

function nameIn(part: unknown): string | null {
  const file: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, 'file') : null
  const name: unknown = typeof file === 'object' && file !== null ? Reflect.get(file, 'name') : null
  return typeof name === 'string' && name !== '' ? name : null
}
