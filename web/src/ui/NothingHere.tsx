import { Link } from '@tanstack/react-router'
import { useWords } from '../words/words.tsx'
import { Empty } from './Empty.tsx'

export function NothingHere() {
  const words = useWords()
  return (
    <Empty isPage title={words.notFound}>
      <Link to="/inbox">{words.inbox.title}</Link>
    </Empty>
  )
}
