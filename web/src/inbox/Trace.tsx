import type { Turn } from '../api.ts'

/** How an answer came about: what was found, drafted, checked; folded until somebody asks. */
export function Trace({ turn }: { turn: Turn }) {
  const { outcome, passages, checks } = readTrace(turn)
  return (
    <details className="trace">
      <summary>How this came about</summary>
      <dl>
        {outcome && (
          <div>
            <dt>Outcome</dt>
            <dd>
              {outcome.kind.replaceAll('_', ' ')}: {outcome.because.replaceAll('_', ' ')}
            </dd>
          </div>
        )}
        {passages.length > 0 && (
          <div>
            <dt>Found</dt>
            <dd>
              <ul>
                {passages.map((passage) => (
                  <li key={passage.passageId ?? passage.articleId}>
                    {passage.title} <span className="soft">{passage.score.toFixed(2)}</span>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        {turn.draft && (
          <div>
            <dt>Draft</dt>
            <dd className="text">{turn.draft}</dd>
          </div>
        )}
        {checks.length > 0 && (
          <div>
            <dt>Checks</dt>
            <dd>
              <ul>
                {checks.map((check) => (
                  <li key={check.name}>
                    <span className={`tag ${check.verdict === 'pass' ? 'connected' : 'broken'}`}>
                      {check.verdict}
                    </span>{' '}
                    {check.name}: {check.detail}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
        <div>
          <dt>Model</dt>
          <dd>{turn.model ?? 'none'}</dd>
        </div>
        <div>
          <dt>Times</dt>
          <dd>
            {Object.entries(turn.timings)
              .map(([name, ms]) => `${name} ${Math.round(ms)} ms`)
              .join(' · ') || 'none'}
          </dd>
        </div>
      </dl>
    </details>
  )
}

interface Read {
  outcome: { kind: string; because: string } | null
  passages: { articleId: string; passageId?: string; title: string; score: number }[]
  checks: { name: string; verdict: string; detail: string }[]
}

/** The API leaves these open for later releases; what this page shows of them has had this form since the first. */
function readTrace({ outcome, passages, checks }: Turn): Read {
  return { outcome, passages, checks } as Read
}
