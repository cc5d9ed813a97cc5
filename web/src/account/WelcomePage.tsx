import { tokenOfLink } from '../ui/link-token.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { FirstRun } from './FirstRun.tsx'

/** Where the link leads that Baton prints in its log while nobody owns it. */
export function WelcomePage() {
  useTitle(useWords().account.welcome)
  const token = tokenOfLink()
  return (
    <main className="alone card">
      <FirstRun token={token === '' ? null : token} asksToken={token === ''} />
    </main>
  )
}
