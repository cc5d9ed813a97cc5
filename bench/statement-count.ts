import type { KyselyPlugin, RootOperationNode } from 'kysely'

export interface Counts {
  /** Statements of ours, those that open a transaction's role left out. */
  statements: number
  transactions: number
  /** What goes to the database and is waited for: statements, roles, begin and commit. */
  roundTrips: number
}

/** Counts what goes through a Kysely instance. begin and commit do not pass here: each transaction's role does, once. */
export function createStatementCount(): { plugin: KyselyPlugin; counts(): Counts } {
  let all = 0
  let transactions = 0
  return {
    plugin: {
      transformQuery({ node }) {
        all++
        if (opensTransaction(node)) transactions++
        return node
      },
      transformResult: async ({ result }) => result,
    },
    counts: () => ({ statements: all - transactions, transactions, roundTrips: all + 2 * transactions }),
  }
}

function opensTransaction(node: RootOperationNode): boolean {
  return node.kind === 'RawNode' && (node.sqlFragments[0]?.includes("set_config('role'") ?? false)
}
