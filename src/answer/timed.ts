import { span } from '../span.ts'

/** Milliseconds, to a tenth, that a step took, failed or not; several of one name are added up. A trace shows it as a span. */
export async function timed<T>(
  timings: Record<string, number>,
  step: string,
  work: () => Promise<T>,
): Promise<T> {
  const from = performance.now()
  try {
    return await span(step, work)
  } finally {
    const ms = (timings[step] ?? 0) + performance.now() - from
    timings[step] = Math.round(ms * 10) / 10
  }
}
