import type { Session } from '../api.ts'
import { useWords } from '../words/words.tsx'

const TONES: Record<Session['owner'], string> = { ai: 'tag-good', human: 'tag-warn', none: '' }

export function OwnerTag({ owner }: { owner: Session['owner'] }) {
  return <span className={`tag ${TONES[owner]}`}>{useWords().inbox.owners[owner]}</span>
}
