import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { members, signIns, twoFactor } from '../members/questions.ts'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Fault, faultAt } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useTimes } from '../ui/time.ts'
import { useShownOnce } from '../ui/Unsaved.tsx'
import { useMembersWords } from '../words/members.ts'
import { useWords } from '../words/words.tsx'
import { QrCode } from './QrCode.tsx'

type Begun = { secret: string; url: string }

/** One's own second factor: begun with the password, proved by a code, and its recovery codes shown once. */
export function TwoFactor() {
  const { security: words } = useMembersWords()
  const times = useTimes()
  const queries = useQueryClient()
  const read = useQuery(twoFactor)
  const [step, setStep] = useState<'asked' | 'begins' | 'stops'>('asked')
  const [begun, setBegun] = useState<Begun | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  useShownOnce('recovery-codes', codes !== null)
  const changed = async () => {
    setStep('asked')
    setBegun(null)
    for (const { queryKey } of [twoFactor, signIns, members]) await queries.invalidateQueries({ queryKey })
  }
  const cancel = () => setStep('asked')
  return (
    <div className="mb-4">
      <h3 className="font-semibold">{words.twoFactor}</h3>
      <Fault fault={read.error} />
      {codes !== null && (
        <div className="notice my-2" role="status">
          <p className="mb-2">{words.recovery}</p>
          <ul aria-label={words.recoveryCodes} className="grid grid-cols-2 gap-x-4 font-mono">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <div className="my-2">
            <CopyBox label={words.recoveryCodes} text={codes.join(' ')} />
          </div>
          <button type="button" className="btn" onClick={() => setCodes(null)}>
            {words.kept}
          </button>
        </div>
      )}
      {read.data && (
        <p className="mb-2">
          {read.data.isOn ? words.on(times.whole(read.data.recoveryCodesLeft)) : words.off}
        </p>
      )}
      {read.data && step === 'asked' && (
        <button type="button" className="btn" onClick={() => setStep(read.data.isOn ? 'stops' : 'begins')}>
          {read.data.isOn ? words.turnOff : words.turnOn}
        </button>
      )}
      {step === 'begins' && begun === null && <Begin cancel={cancel} then={setBegun} />}
      {step === 'begins' && begun !== null && (
        <Prove
          begun={begun}
          cancel={() => {
            setBegun(null)
            cancel()
          }}
          then={async (recoveryCodes) => {
            setCodes(recoveryCodes)
            await changed()
          }}
        />
      )}
      {step === 'stops' && <Stop cancel={cancel} then={changed} />}
    </div>
  )
}

function Begin({ cancel, then }: { cancel(): void; then(begun: Begun): void }) {
  const { security: words } = useMembersWords()
  const begin = useMutation({
    mutationFn: (given: Record<string, string>) => api<Begun>('POST', '/api/v1/me/two-factor', given),
    onSuccess: then,
  })
  return (
    <Step does={words.next} send={begin.mutate} fault={begin.error} fields={['password']} cancel={cancel}>
      <Password fault={begin.error} />
    </Step>
  )
}

function Prove({
  begun,
  cancel,
  then,
}: {
  begun: Begun
  cancel(): void
  then(codes: string[]): Promise<void>
}) {
  const { security: words } = useMembersWords()
  const confirm = useMutation({
    mutationFn: (given: Record<string, string>) =>
      api<{ recoveryCodes: string[] }>('POST', '/api/v1/me/two-factor/confirm', given),
    onSuccess: ({ recoveryCodes }) => then(recoveryCodes),
  })
  return (
    <Step does={words.confirm} send={confirm.mutate} fault={confirm.error} fields={['code']} cancel={cancel}>
      <p className="mb-2">{words.scan}</p>
      <QrCode text={begun.url} label={words.qrCode} />
      <p className="my-2">
        {words.byHand} <a href={begun.url}>{words.openInApp}</a>
      </p>
      <div className="mb-4">
        <CopyBox label={words.secret} text={begun.secret} />
      </div>
      <Field
        label={words.code}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        error={faultAt(confirm.error, 'code')}
      />
    </Step>
  )
}

function Stop({ cancel, then }: { cancel(): void; then(): Promise<void> }) {
  const { security: words } = useMembersWords()
  const stop = useMutation({
    mutationFn: (given: Record<string, string>) => api('POST', '/api/v1/me/two-factor/stop', given),
    onSuccess: then,
  })
  return (
    <Step
      does={words.turnOff}
      send={stop.mutate}
      fault={stop.error}
      fields={['password', 'code']}
      cancel={cancel}
    >
      <Password fault={stop.error} />
      <Field
        label={words.codeOrRecovery}
        name="code"
        autoComplete="one-time-code"
        error={faultAt(stop.error, 'code')}
      />
    </Step>
  )
}

function Password({ fault }: { fault: Error | null }) {
  const { security: words } = useMembersWords()
  return (
    <Field
      label={words.password}
      name="password"
      type="password"
      autoComplete="current-password"
      autoFocus
      error={faultAt(fault, 'password')}
    />
  )
}

function Step({
  does,
  send,
  fault,
  fields,
  cancel,
  children,
}: {
  does: string
  send(values: Record<string, string>): void
  fault: Error | null
  fields: string[]
  cancel(): void
  children: ReactNode
}) {
  const { cancel: no } = useWords()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = [...new FormData(event.currentTarget)]
    send(Object.fromEntries(typed.map(([name, value]) => [name, String(value)])))
  }
  const isSaid = fields.some((name) => faultAt(fault, name) !== null)
  return (
    <form onSubmit={submit} className="max-w-md" noValidate>
      {children}
      <Fault fault={isSaid ? null : fault} />
      <div className="flex gap-2">
        <button type="submit" className="btn btn-primary">
          {does}
        </button>
        <button type="button" className="btn btn-quiet" onClick={cancel}>
          {no}
        </button>
      </div>
    </form>
  )
}
