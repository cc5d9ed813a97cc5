import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, Refused } from '../api.ts'
import { Field } from '../ui/Field.tsx'

/** Sign in; or, on a fresh install, make the owner. */
export function SignInPage() {
  const [isFirst, setIsFirst] = useState(false)
  const queries = useQueryClient()
  const enter = useMutation({
    mutationFn: (values: Record<string, string>) =>
      isFirst
        ? api('POST', '/api/v1/first-run', values)
        : api('POST', '/api/auth/sign-in/email', { email: values.email, password: values.password }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  const fault = enter.error
  const field = fault instanceof Refused ? fault.field : null
  const at = (name: string) => (fault && field === name ? fault.message : null)
  const named = ['email', 'password', 'organization', 'token']

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const values = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
    )
    enter.mutate(Object.fromEntries(values))
  }

  return (
    <main className="alone card">
      <h1>{isFirst ? 'Welcome to Baton' : 'Sign in to Baton'}</h1>
      <form onSubmit={submit} noValidate>
        {isFirst && (
          <Field
            label="Organization"
            name="organization"
            autoComplete="organization"
            error={at('organization')}
          />
        )}
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          error={at('email')}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete={isFirst ? 'new-password' : 'current-password'}
          required
          error={at('password')}
        />
        {isFirst && (
          <Field
            label="One-time token"
            name="token"
            hint="Baton printed it in its log at start. Not needed on the machine that it runs on."
            error={at('token')}
          />
        )}
        {fault && !named.includes(field ?? '') && (
          <p className="error" role="alert">
            {fault.message}
          </p>
        )}
        <button type="submit" className="primary" disabled={enter.isPending}>
          {isFirst ? 'Create the owner' : 'Sign in'}
        </button>
      </form>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          enter.reset()
          setIsFirst(!isFirst)
        }}
      >
        {isFirst ? 'There is an owner already: sign in' : 'A fresh install? Create its owner'}
      </button>
    </main>
  )
}
