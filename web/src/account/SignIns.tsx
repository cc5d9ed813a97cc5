import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { signIns } from '../members/questions.ts'
import { Fault } from '../ui/Failed.tsx'
import { useTimes } from '../ui/time.ts'
import { useMembersWords } from '../words/members.ts'
import { browserIn } from './browser-name.ts'

/** Where one is signed in; each can be ended from here. */
export function SignIns() {
  const { security: words } = useMembersWords()
  const times = useTimes()
  const queries = useQueryClient()
  const read = useQuery(signIns)
  const end = useMutation({
    mutationFn: (id: string) => api('DELETE', `/api/v1/me/sign-ins/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: signIns.queryKey }),
  })
  return (
    <>
      <h3 className="font-semibold">{words.signIns}</h3>
      <Fault fault={read.error ?? end.error} />
      <ul>
        {read.data?.items.map(({ id, userAgent, usedAt, isThis }) => {
          const name = browserIn(userAgent ?? '') ?? words.unknown
          return (
            <li
              key={id}
              className="flex flex-wrap items-center gap-x-3 border-t border-line py-2 first:border-t-0"
            >
              <div className="min-w-0 flex-1">
                {name} {isThis && <span className="tag tag-good">{words.here}</span>}
                <p className="hint">{words.used(times.date(usedAt))}</p>
              </div>
              {!isThis && (
                <button
                  type="button"
                  className="btn btn-quiet"
                  aria-label={words.endNamed(name)}
                  onClick={() => end.mutate(id)}
                >
                  {words.end}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
