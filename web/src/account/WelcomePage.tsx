import { tokenOfLink } from '../ui/link-token.ts'
import { FirstRun } from './FirstRun.tsx'

/** Where the link leads that Baton prints in its log while nobody owns it. */
export function WelcomePage() {
  const token = tokenOfLink()
  return (
    <main className="alone card">
      <FirstRun token={token === '' ? null : token} />
    </main>
  )
}
