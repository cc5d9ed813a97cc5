import type { Connection } from '../connection.ts'
import { hashOf, type Vault } from '../secret.ts'
import type { Tx } from './database.ts'

/** What is sealed of a connection: Freshchat's token and the webhook's secret. */

/** The webhook's secret came with a delivery, and what we had sealed of it can no longer be opened: it is kept anew. */
export async function resealSecret(tx: Tx, vault: Vault, id: string, secret: string): Promise<void> {
  await tx
    .updateTable('connections')
    .set({ secret_sealed: vault.seal(secret, secretContext(id)) })
    .where('id', '=', id)
    .where('secret_hash', '=', hashOf(secret))
    .execute()
}

/** The token in plain, for the one who calls Freshchat. Throws SecretLost. */
export function openToken(vault: Vault, connection: Pick<Connection, 'id' | 'tokenSealed'>): string {
  return vault.open(connection.tokenSealed, tokenContext(connection.id))
}

export function openSecret(vault: Vault, connection: { id: string; secretSealed: string }): string {
  return vault.open(connection.secretSealed, secretContext(connection.id))
}

export const tokenContext = (id: string) => `connection:${id}:token`
export const secretContext = (id: string) => `connection:${id}:secret`

export function tokenColumns(vault: Vault, id: string, token: string) {
  return {
    token_sealed: vault.seal(token, tokenContext(id)),
    token_ends_with: token.length < 12 ? '' : token.slice(-4),
    token_agent_id: null,
  }
}
