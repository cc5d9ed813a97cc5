/** Where traces go, and what they say of this process. Variables are OpenTelemetry's own. */
export interface TracesConfig {
  url: string
  headers: Record<string, string>
  serviceName: string
  /** What else is said of this process. */
  resource: Record<string, string>
  /** Which part of all traces is kept, from 0 to 1. */
  share: number
}

/** The part of config.ts's reader that is needed here. */
interface Reader {
  text(name: string): string | null
  url(name: string, protocol: RegExp, example: string): string | null
  oneOf<const T extends string>(name: string, words: readonly T[], otherwise: T): T
}

/** Our traces begin here: whether a sampler asks a parent first makes no difference. */
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

/** null: no endpoint is named, there are no traces, and nothing else of them is read. */
export function readTraces(read: Reader, faults: string[]): TracesConfig | null {
  const base = read.url('OTEL_EXPORTER_OTLP_ENDPOINT', /^https?:$/, 'http://localhost:4318')
  const whole = read.url('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', /^https?:$/, 'http://localhost:4318/v1/traces')
  if (base === null && whole === null) return null
  const { 'service.name': named, ...resource } = pairs(read, 'OTEL_RESOURCE_ATTRIBUTES', faults)
  return {
    url: whole ?? `${base?.replace(/\/$/, '')}/v1/traces`,
    headers: pairs(read, 'OTEL_EXPORTER_OTLP_HEADERS', faults),
    serviceName: read.text('OTEL_SERVICE_NAME') ?? named ?? 'baton',
    resource,
    share: readShare(read, faults),
  }
}

function readShare(read: Reader, faults: string[]): number {
  const sampler = read.oneOf('OTEL_TRACES_SAMPLER', SAMPLERS, 'parentbased_always_on')
  if (sampler.endsWith('always_off')) return 0
  if (sampler.endsWith('always_on')) return 1
  const given = read.text('OTEL_TRACES_SAMPLER_ARG') ?? '1'
  const share = Number(given)
  if (share >= 0 && share <= 1) return share
  faults.push(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not "${given}".`)
  return 1
}

/** `key=value,key=value`, values percent-encoded. What is wrong with it is not repeated: headers hold keys. */
function pairs({ text }: Reader, name: string, faults: string[]): Record<string, string> {
  const given = (text(name) ?? '').split(',').filter((pair) => pair.trim() !== '')
  const found = given.flatMap((pair) => {
    const [, key = '', value = ''] = /^\s*([^\s=]+)\s*=(.*)$/.exec(pair) ?? []
    const plain = decoded(value.trim())
    return key === '' || plain === null ? [] : [[key, plain] as const]
  })
  if (found.length < given.length)
    faults.push(`${name} must be pairs such as key=value,other=value, with values percent-encoded.`)
  return Object.fromEntries(found)
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
