import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Empty, Loading } from '../ui/Empty.tsx'
import { Failed } from '../ui/Failed.tsx'
import { More } from '../ui/More.tsx'
import { useRole } from '../ui/role.ts'
import { SettingsNav } from '../ui/SettingsNav.tsx'
import { useTitle } from '../ui/title.ts'
import { useMembersWords } from '../words/members.ts'
import { AuditRow } from './AuditRow.tsx'
import type { AuditFilter } from './audit-filter.ts'
import { auditLog, members } from './questions.ts'

/** Settings → Audit log: who changed what, before and after. */
export function AuditPage() {
  const { audit, notYours } = useMembersWords()
  useTitle(audit.title)
  const maySee = useRole('admin')
  return (
    <div className="page grid grid-cols-[minmax(0,1fr)] gap-4">
      <SettingsNav />
      <div>
        <h1>{audit.title}</h1>
        <p className="hint">{maySee ? audit.intro : notYours}</p>
      </div>
      {maySee && <Log />}
    </div>
  )
}

function Log() {
  const { audit: words } = useMembersWords()
  const filter = useSearch({ from: '/inside/settings/audit' })
  const go = useNavigate({ from: '/settings/audit' })
  const read = useInfiniteQuery(auditLog(filter))
  const entries = read.data?.pages.flatMap(({ items }) => items) ?? []
  const narrow = (part: AuditFilter) => void go({ search: (now) => ({ ...now, ...part }), replace: true })
  return (
    <>
      <Filters filter={filter} narrow={narrow} />
      {read.isPending && <Loading />}
      {read.isError && <Failed fault={read.error} retry={() => void read.refetch()} />}
      {read.isSuccess && entries.length === 0 && <Empty title={words.nothing} />}
      {entries.length > 0 && (
        <ol className="card" aria-label={words.title}>
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      <More of={read} className="btn justify-self-center">
        {words.older}
      </More>
    </>
  )
}

function Filters({ filter, narrow }: { filter: AuditFilter; narrow(part: AuditFilter): void }) {
  const { audit: words } = useMembersWords()
  const { data } = useQuery(members)
  // somebody who is a member no longer may have been asked for by the address
  const emails = [...new Set([...(data?.items.map(({ email }) => email) ?? []), filter.actor ?? ''])].filter(
    Boolean,
  )
  return (
    <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
      <label>
        {words.who}
        <select
          className="mt-1 font-normal"
          value={filter.actor ?? ''}
          onChange={({ currentTarget: { value } }) => narrow({ actor: value })}
        >
          <option value="">{words.anybody}</option>
          {emails.map((email) => (
            <option key={email}>{email}</option>
          ))}
        </select>
      </label>
      <label>
        {words.what}
        <select
          className="mt-1 font-normal"
          value={filter.action ?? ''}
          onChange={({ currentTarget: { value } }) => narrow({ action: value })}
        >
          <option value="">{words.anything}</option>
          {Object.entries(words.actions).map(([action, name]) => (
            <option key={action} value={action}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
