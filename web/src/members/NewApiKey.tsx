import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Choice, Options } from '../ui/controls.tsx'
import { Fault, faultAt } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useMembersWords } from '../words/members.ts'
import type { Scope } from './answers.ts'
import { apiKeys } from './questions.ts'

type Level = 'none' | 'read' | 'write'

/** A name, and what the key may do; `then` gets the key. */
export function NewApiKey({ then }: { then(key: string): void }) {
  const { apiKeys: words } = useMembersWords()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [reach, setReach] = useState<'everything' | 'some'>('some')
  const [levels, setLevels] = useState<Partial<Record<Scope, Level>>>({})
  const scopes = reach === 'everything' ? ['*'] : scopesOf(levels)
  const make = useMutation({
    mutationFn: () => api<{ key: string }>('POST', '/api/v1/api-keys', { name, scopes }),
    onSuccess: async ({ key }) => {
      then(key)
      await queries.invalidateQueries({ queryKey: apiKeys.queryKey })
    },
  })
  const fault = make.error
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Field
        label={words.name}
        name="keyName"
        hint={words.nameHint}
        autoComplete="off"
        value={name}
        onChange={({ currentTarget }) => {
          make.reset()
          setName(currentTarget.value)
        }}
        error={faultAt(fault, 'name')}
      />
      <Options<'everything' | 'some'>
        legend={words.reach}
        value={reach}
        options={[
          { value: 'everything', name: words.everything, hint: words.everythingHint },
          { value: 'some', name: words.some, hint: words.someHint },
        ]}
        choose={setReach}
      >
        {reach === 'some' && (
          <div className="mt-2 grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
            {/* the words' own names, one for each scope */}
            {(Object.keys(words.scopes) as Scope[]).map((scope) => (
              <Choice<Level>
                key={scope}
                label={words.scopes[scope]}
                value={levels[scope] ?? 'none'}
                names={words.levels}
                choose={(level) => setLevels({ ...levels, [scope]: level })}
              />
            ))}
          </div>
        )}
      </Options>
      <Fault fault={faultAt(fault, 'name') === null ? fault : null} />
      <Button type="submit" className="btn btn-primary" isOff={make.isPending || scopes.length === 0}>
        {words.make}
      </Button>
    </form>
  )
}

function scopesOf(levels: Partial<Record<Scope, Level>>): string[] {
  return Object.entries(levels).flatMap(([scope, level]) => (level === 'none' ? [] : [`${scope}:${level}`]))
}
