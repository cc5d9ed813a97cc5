/** What `baton doctor` found about one thing, as its line is printed. */
export interface Finding {
  what: string
  /** `note`: nothing is wrong, and worth knowing. */
  verdict: 'ok' | 'note' | 'wrong'
  detail: string
  fix: string | null
}

const SIGN = { ok: '✓', note: '–', wrong: '✗' }

/** One line each, and what to do below it; then how many are wrong. */
export function inLines(findings: Finding[]): string[] {
  const width = Math.max(0, ...findings.map(({ what }) => what.length))
  const wrong = findings.filter(({ verdict }) => verdict === 'wrong').length
  return [
    ...findings.flatMap(({ what, verdict, detail, fix }) => [
      `${SIGN[verdict]} ${what.padEnd(width)}  ${detail}`,
      ...(fix === null ? [] : [`  ${' '.repeat(width)}  → ${fix}`]),
    ]),
    '',
    wrong === 0 ? 'Nothing is wrong.' : `${wrong} of ${findings.length} ${wrong === 1 ? 'is' : 'are'} wrong.`,
  ]
}

/** Whether Freshchat can reach us at this address (C4). `isInternal`: its host is one that only this machine or network knows. */
export function addressFinding(
  publicUrl: string,
  { isInternal, isDefault, port }: { isInternal: boolean; isDefault: boolean; port: number },
): Finding {
  const what = 'public address'
  if (publicUrl.startsWith('https:') && !isInternal)
    return { what, verdict: 'ok', detail: publicUrl, fix: null }
  return {
    what,
    // with the sandbox alone that is how it should be
    verdict: isDefault ? 'note' : 'wrong',
    detail: `${publicUrl} is no public https address: Freshchat cannot reach Baton there.`,
    fix: `Put a name of yours with a certificate before it and set BATON_URL, or open a tunnel (cloudflared tunnel --url http://localhost:${port}) and start Baton with its address as BATON_URL.`,
  }
}

/** `14.2 (Debian …)`; Baton needs 14. */
export function postgresFinding(version: string): Finding {
  const major = Number.parseInt(version, 10)
  const what = 'database'
  const detail = `PostgreSQL ${version.split(' ')[0]}`
  if (major >= 14) return { what, verdict: 'ok', detail, fix: null }
  return {
    what,
    verdict: 'wrong',
    detail: `${detail} is too old.`,
    fix: 'Upgrade it to PostgreSQL 14 or later.',
  }
}

/** Whether all that is sealed can be opened, and with which secret it was sealed. */
export function sealedFinding(
  organizations: { current: number; older: number; unreadable: string[] }[],
): Finding {
  const what = 'secrets'
  const older = organizations.reduce((sum, each) => sum + each.older, 0)
  const unreadable = organizations.flatMap((each) => each.unreadable)
  if (unreadable.length > 0)
    return {
      what,
      verdict: 'wrong',
      detail: `No secret in BATON_SECRET opens: ${unreadable.join('; ')}.`,
      fix: 'Put the secret that they were saved with back behind the new one (BATON_SECRET=new,old), or enter the values again.',
    }
  if (older > 0)
    return {
      what,
      verdict: 'note',
      detail: `${older} stored ${older === 1 ? 'value is' : 'values are'} sealed with an older secret: run baton rotate-secret, then drop it.`,
      fix: null,
    }
  return { what, verdict: 'ok', detail: 'all that is stored is sealed with the first secret', fix: null }
}
