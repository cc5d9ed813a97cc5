import type { FormEvent, ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Fault, fieldOf } from '../ui/Failed.tsx'

interface Props {
  title: string
  /** Of the button that sends it. */
  does: string
  isPending: boolean
  fault: Error | null
  /** Fields that say themselves what is wrong with them. */
  fields: string[]
  send(values: Record<string, string>): void
  children: ReactNode
}

/** A form that stands alone on its page; what no field says of a fault stands above the button. */
export function AccountForm({ title, does, isPending, fault, fields, send, children }: Props) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const values = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
    )
    send(Object.fromEntries(values))
  }
  return (
    <>
      <h1 className="mb-4">{title}</h1>
      <form onSubmit={submit} noValidate>
        {children}
        <Fault fault={fields.includes(fieldOf(fault) ?? '') ? null : fault} />
        <Button type="submit" className="btn btn-primary mt-2 w-full" isOff={isPending}>
          {does}
        </Button>
      </form>
    </>
  )
}
