import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { accept, type Decided, dismiss, type Suggested, suggested, turn } from './suggested.ts'

export interface Decisions {
  /** Those that are to be decided about and those that have been here, newest first. */
  among(items: Suggested[]): Suggested[]
  of(id: string): Decided | undefined
  isBusy(id: string): boolean
  /** Of the last one that went wrong. */
  fault: { id: string; error: Error } | null
  accept(one: Suggested, own: string | null): void
  dismiss(one: Suggested): void
  /** The other way about, after all. */
  turn(id: string): void
  turnLast(): void
}

interface Asked {
  id: string
  act(): Promise<Decided>
}

/** What a member decides on the page, one after the other, until the page is left. */
export function useDecisions(): Decisions {
  const queries = useQueryClient()
  const [decided, setDecided] = useState<ReadonlyMap<string, Decided>>(new Map())
  const deciding = useMutation({
    mutationFn: ({ act }: Asked) => act(),
    onSuccess(made, { id }) {
      setDecided((before) => {
        const others = new Map(before)
        // the last one stands last
        others.delete(id)
        return others.set(id, made)
      })
    },
    // somebody else may have been quicker
    onSettled: () => void queries.invalidateQueries({ queryKey: suggested.queryKey }),
  })
  const decide = (asked: Asked) => !deciding.isPending && deciding.mutate(asked)
  const turnOne = (one: Decided | undefined) =>
    one?.canTurn && decide({ id: one.suggested.id, act: () => turn(queries, one) })
  return {
    among(items) {
      const all = new Map(items.map((one) => [one.id, one]))
      for (const [id, one] of decided) all.set(id, one.suggested)
      return [...all.values()].sort(
        (a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id),
      )
    },
    of: (id) => decided.get(id),
    isBusy: (id) => deciding.isPending && deciding.variables.id === id,
    fault: deciding.error === null ? null : { id: deciding.variables.id, error: deciding.error },
    accept: (one, own) => decide({ id: one.id, act: () => accept(queries, one, own) }),
    dismiss: (one) => decide({ id: one.id, act: () => dismiss(one) }),
    turn: (id) => turnOne(decided.get(id)),
    turnLast: () => turnOne([...decided.values()].at(-1)),
  }
}
