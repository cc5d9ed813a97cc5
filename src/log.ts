import pino from 'pino'

/** One JSON line per outcome, with ids; never a customer's text, a token or an address. */
export interface Log {
  info(fields: Record<string, unknown>, outcome: string): void
  warn(fields: Record<string, unknown>, outcome: string): void
  error(fields: Record<string, unknown>, outcome: string): void
}

/** Of what failed: its kind and where, never its message, which may quote what a customer wrote or what was sent to a database. */
export function faultFields(fault: unknown): { fault: string; code?: string; at?: string[] } {
  if (!(fault instanceof Error)) return { fault: typeof fault }
  const at = fault.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 5)
    .map((line) => line.trim())
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined
  return { fault: fault.name, ...(code === undefined ? {} : { code }), ...(at === undefined ? {} : { at }) }
}

export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
