import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { api } from '../api.ts'
import { keys, type Overview, overview } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Loading } from '../ui/Empty.tsx'
import { Failed, Fault } from '../ui/Failed.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useRole } from '../ui/role.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { Knowledge } from './Knowledge.tsx'

type Step = keyof Overview['steps']

const STEPS = [
  { step: 'connected', to: '/settings/integrations/freshchat', least: 'admin' },
  { step: 'heard', to: '/settings/integrations/freshchat', least: 'admin' },
  { step: 'hasKnowledge', to: null, least: 'agent' },
  { step: 'hasAsked', to: '/playground', least: 'agent' },
  { step: 'hasAnswered', to: '/inbox', least: 'viewer' },
] as const satisfies { step: Step; to: string | null; least: string }[]

/** From a fresh install to the first live answer: a list that ticks itself. */
export function StartPage() {
  const { start } = useWords()
  useTitle(start.title)
  const state = useQuery(overview)
  if (state.isPending) return <Loading />
  if (!state.data) return <Failed fault={state.error} retry={() => void state.refetch()} />
  const { steps } = state.data
  const next = STEPS.find(({ step }) => !steps[step])?.step
  return (
    <div className="page">
      <h1>{start.title}</h1>
      <p className="hint mb-4">{next === undefined ? start.allDone : start.intro}</p>
      <Sandbox state={state.data} />
      <ol className="grid gap-3">
        {STEPS.map(({ step, to, least }, index) => (
          <li key={step} className={`card flex gap-4 ${step === next ? 'border-accent' : ''}`}>
            <Mark isDone={steps[step]} number={index + 1} />
            <div className="min-w-0 flex-1">
              <h2>
                {start.steps[step].title}{' '}
                <span className={steps[step] ? 'tag tag-good' : 'sr-only'}>
                  {steps[step] ? start.done : start.open}
                </span>
              </h2>
              <p className="hint">{start.steps[step].text}</p>
              {(!steps[step] || to === null) && (
                <Way
                  to={to}
                  least={least}
                  label={start.steps[step].does}
                  isNext={step === next}
                  samples={state.data.samples}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
      {next === undefined && (
        <Link to="/inbox" className="btn btn-primary mt-4">
          {start.goToInbox}
        </Link>
      )}
    </div>
  )
}

function Mark({ isDone, number }: { isDone: boolean; number: number }) {
  return (
    <span
      aria-hidden="true"
      className={`grid size-8 shrink-0 place-items-center rounded-full border font-semibold ${isDone ? 'border-accent bg-accent text-on-accent' : 'border-field text-soft'}`}
    >
      {isDone ? <Icon name="check" /> : number}
    </span>
  )
}

function Way({
  to,
  least,
  label,
  isNext,
  samples,
}: {
  to: (typeof STEPS)[number]['to']
  least: 'viewer' | 'agent' | 'admin'
  label: string
  isNext: boolean
  samples: number
}) {
  const may = useRole(least)
  const look = `btn mt-3 ${isNext ? 'btn-primary' : ''}`
  if (!may) return null
  if (to === null) return <Knowledge label={label} isNext={isNext} samples={samples} />
  return (
    <Link to={to} className={look}>
      {label}
    </Link>
  )
}

/** No account at hand: the Freshchat that runs on this machine, in one click, beside the Inbox. */
function Sandbox({ state }: { state: Overview }) {
  const { start, freshchat, sandbox } = useWords()
  const mayConnect = useRole('admin')
  const queries = useQueryClient()
  const go = useNavigate()
  const open = () => go({ to: '/inbox', search: { sandbox: true } })
  const connect = useMutation({
    mutationFn: () => api('POST', '/api/v1/integrations/freshchat/sandbox'),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.overview })
      await queries.invalidateQueries({ queryKey: keys.connection })
      await open()
    },
  })
  const { status, isSandbox } = state.connection
  if (state.sandboxUrl === null) return null
  if (isSandbox)
    return (
      <section className="card mb-3 flex flex-wrap items-center justify-between gap-3 bg-accent-soft">
        <p className="min-w-0 flex-1 basis-60">{start.sandboxHint}</p>
        <button type="button" className="btn btn-primary" onClick={() => void open()}>
          {sandbox.show}
        </button>
      </section>
    )
  if (!mayConnect) return null
  const isOther = status !== 'disconnected'
  return (
    <section className="card mb-3 bg-accent-soft">
      <p className="mb-3">{isOther ? freshchat.anotherConnected : start.sandboxHint}</p>
      <Button
        className="btn btn-primary"
        isOff={isOther || connect.isPending}
        onClick={() => connect.mutate()}
      >
        {start.trySandbox}
      </Button>
      <Fault fault={connect.error} />
    </section>
  )
}
