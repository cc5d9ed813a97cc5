import pino from 'pino'

/** One JSON line per outcome, with ids; never a customer's text, a token or an address. */
export interface Log {
  info(fields: Record<string, unknown>, outcome: string): void
  warn(fields: Record<string, unknown>, outcome: string): void
  error(fields: Record<string, unknown>, outcome: string): void
}

export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
