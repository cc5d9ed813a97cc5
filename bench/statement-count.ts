import type { KyselyPlugin, RootOperationNode } from 'kysely'
import { isSentAhead } from '../src/store/pipeline.ts'

export interface Counts {
  /** Statements of ours, those that open a transaction's role left out. */
  statements: number
  transactions: number
  /** What is waited for: statements that are not sent ahead, and each transaction's commit. */
  roundTrips: number
}

/** Counts what goes through a Kysely instance. begin and commit do not pass here: each transaction's role does, once. */
export function createStatementCount(): { plugin: KyselyPlugin; counts(): Counts } {
  let all = 0
  let transactions = 0
  let ahead = 0
  return {
    plugin: {
      transformQuery({ node }) {
        all++
        if (opensTransaction(node)) transactions++
        return node
      },
      async transformResult({ queryId, result }) {
        if (isSentAhead(queryId)) ahead++
        return result
      },
    },
    counts: () => ({ statements: all - transactions, transactions, roundTrips: all - ahead + transactions }),
  }
}

function opensTransaction(node: RootOperationNode): boolean {
  return node.kind === 'RawNode' && (node.sqlFragments[0]?.includes("set_config('role'") ?? false)
}
