import { useTimes } from '../ui/time.ts'
import { useMembersWords } from '../words/members.ts'
import { useSettingsWords } from '../words/settings.ts'
import { useWebsitesWords } from '../words/websites.ts'
import { useWords } from '../words/words.tsx'
import { isObject } from './ai/changes.ts'

/** A field as its form calls it, and what stands in it as the form shows it. */
interface Told {
  label: string
  /** Of a few values, by what is kept. */
  names?: Record<string, string>
  /** So many times smaller it is shown. */
  per?: number
  show?: (value: unknown) => string
}
type Table = Record<string, Told>

const SECOND_MS = 1_000
const HOURS = { 24: 'daily', 168: 'weekly' } as const

/** `of`: what the path is of, as the audit log names it; the settings and the connection share no path. */
export type FieldsOf = string

/** How a field and its value are told to people, by the field's dotted path. */
export function useFieldWords(
  of: FieldsOf,
): (path: string, value: unknown) => { label: string; text: string } {
  const tables = useTables()
  const { inbox } = useWords()
  const { plain: words, channels, topics, templates, reply } = useSettingsWords()
  const times = useTimes()

  /** Where a part of the path is somebody's own name for it. */
  function named(path: string): Told | undefined {
    const [part = '', name = '', field = '', last = ''] = path.split('.')
    if (part === 'templates') {
      const language = /^[a-z]{2}$/.test(name) ? times.language(name) : name
      const which = templates.names[field as keyof typeof templates.names] ?? ''
      return { label: [templates.title, language, which].filter(Boolean).join(': ') }
    }
    if (part === 'handoff' && name === 'triggers')
      return { label: `${tables.handoffTriggers}: ${inbox.reasons[field] ?? field}` }
    if (part !== 'channels') return undefined
    const own: Table = {
      mode: { label: channels.mode, names: reply.modes },
      quietMinutes: { label: channels.quiet },
      topics: { label: channels.topics, ...(last === 'mode' ? { names: topics.modes } : { show: topicsIn }) },
    }
    const told = own[field]
    return { ...told, label: [channels.title, name, told?.label ?? ''].filter(Boolean).join(': ') }
  }

  function written(value: unknown, { names, per = 1, show }: Partial<Told>): string {
    if (value === undefined || value === null) return '–'
    if (value === '' || (Array.isArray(value) && value.length === 0)) return words.nothing
    if (show !== undefined) return show(value)
    if (typeof value === 'boolean') return names?.[String(value)] ?? (value ? words.yes : words.no)
    if (typeof value === 'number') return names?.[value] ?? String(value / per)
    if (typeof value === 'string') return names?.[value] ?? value
    if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
      return value.map((each) => names?.[each] ?? each).join(', ')
    return JSON.stringify(value, null, 1)
  }

  return (path, value) => {
    const told = tables.of[of]?.[path] ?? tables.general[path] ?? named(path)
    return { label: told?.label ?? path, text: written(value, told ?? {}) }
  }
}

function useTables() {
  const times = useTimes()
  const s = useSettingsWords()
  const w = useWebsitesWords()
  const m = useMembersWords()
  const { freshchat: f, knowledge, pause, inbox, account } = useWords()
  const { article } = knowledge
  /** The fields of one part of the settings, with the part's title before them. */
  const part = (name: string, { title }: { title: string }, fields: Table): Table =>
    Object.fromEntries(
      Object.entries(fields).map(([field, told]) => [
        `${name}.${field}`,
        { ...told, label: `${title}: ${told.label}` },
      ]),
    )
  const hours = {
    timezone: { label: s.officeHours.timezone },
    rule: { label: s.officeHours.rule, names: s.officeHours.rules },
    weekly: { label: s.officeHours.week, show: (value: unknown) => weekIn(value, s.officeHours.days) },
    holidays: { label: s.officeHours.holidays, show: holidaysIn },
  }
  const general: Table = {
    paused: { label: pause.pause },
    officeHours: { label: s.officeHours.title },
    ...part('persona', s.persona, {
      name: { label: s.persona.name },
      tone: { label: s.persona.tone },
      instructions: { label: s.persona.instructions },
      languages: { label: s.persona.languages },
    }),
    ...part('reply', s.reply, {
      mode: { label: s.reply.mode, names: s.reply.modes },
      settleMs: { label: s.reply.settle, per: SECOND_MS },
      quietMs: { label: s.reply.quiet, per: SECOND_MS },
      longestWaitMs: { label: s.reply.longest, per: SECOND_MS },
      links: { label: s.reply.links },
      turnCap: { label: s.reply.turnCap },
    }),
    ...part('topics', s.topics, {
      mode: { label: s.topics.mode, names: s.topics.modes },
      list: { label: s.topics.list, show: topicsIn },
    }),
    ...part('handoff', s.handoff, {
      level: { label: s.handoff.level, names: s.handoff.levels },
      confidence: { label: s.handoff.confidence },
      'target.kind': { label: s.handoff.target, names: s.handoff.targets },
      'target.id': { label: s.handoff.target },
      noPickupMinutes: { label: s.handoff.noPickup },
    }),
    ...part('officeHours', s.officeHours, hours),
    ...part('resolution', s.resolution, {
      quietMinutes: { label: s.resolution.quiet },
      onThanks: { label: s.resolution.onThanks },
    }),
    ...part('model', s.model, {
      provider: { label: s.model.provider, names: s.model.providers },
      name: { label: s.model.name },
      baseUrl: { label: s.model.baseUrl },
      apiKey: { label: s.model.key },
      apiKeyEndsWith: { label: s.model.key, show: (end) => s.model.keySaved(String(end)) },
      fallbacks: { label: s.model.fallbacks, show: modelsIn },
      monthlyCeilingUsd: { label: s.model.ceiling },
    }),
    ...part('alerts', s.alerts, {
      emails: { label: s.alerts.emails },
      webhookUrl: { label: s.alerts.webhook },
    }),
    ...part('privacy', s.privacy, {
      mask: { label: s.privacy.mask },
      retentionDays: { label: s.privacy.retention },
    }),
    domain: { label: f.domain },
    defaultAgentEmail: { label: f.agentEmail },
    autoHandle: { label: f.autoHandle, names: { true: f.on, false: f.off } },
    accessToken: { label: f.accessToken },
    webhookPublicKey: { label: f.publicKey },
    forwardUrl: { label: s.forwarding.url },
    'filters.leaveToTeam': { label: f.groupsTitle },
    'filters.channels.mode': { label: f.channelsTitle, names: f.channelModes },
    'filters.channels.ids': { label: f.channelsTitle },
    'filters.languages': { label: f.languages },
    'filters.percent': { label: f.percent },
    'filters.hours': { label: f.hours, names: f.hoursModes },
    'filters.toPeople': { label: f.toPeople },
    'filters.record': { label: f.record, names: f.recordModes },
    email: { label: m.invite.email },
    role: { label: m.invite.role, names: m.roles },
    name: { label: m.apiKeys.name },
    scopes: { label: m.apiKeys.reach },
  }
  const everyHours = (value: unknown) => {
    const known = HOURS[value as keyof typeof HOURS]
    return known === undefined ? `${w.schedules.hours}: ${value}` : w.schedules[known]
  }
  const of: Record<string, Table> = {
    article: {
      title: { label: article.title },
      body: { label: article.body },
      phrasings: { label: article.phrasings },
      url: { label: article.url },
      state: { label: article.state, names: knowledge.states },
      visibility: { label: article.visibility, names: knowledge.visibilities },
      language: { label: inbox.languageFilter, show: (code) => times.language(String(code)) },
      externalId: { label: m.audit.externalId },
    },
    website: {
      url: { label: w.url },
      include: { label: w.include },
      exclude: { label: w.exclude },
      pageLimit: { label: w.pageLimit },
      everyHours: { label: w.schedule, show: everyHours },
      schedule: { label: w.schedule, names: w.schedules },
      hours: { label: w.hours },
      visibility: { label: w.visibility, names: w.visibilities },
    },
    session: {
      owner: { label: inbox.owner, names: inbox.owners },
      status: { label: inbox.status, names: inbox.statuses },
      closure: { label: inbox.closure, names: inbox.closures },
      wrote: { label: m.audit.wrote, names: m.audit.writings },
    },
    phrasing: { phrasings: { label: article.phrasings } },
    organization: { name: { label: account.organization } },
  }
  return { general, of, handoffTriggers: s.handoff.triggers }
}

const listed = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : []

function weekIn(value: unknown, days: Record<string, string>): string {
  return listed(value)
    .map(({ day, from, to }) => `${days[String(day)] ?? day} ${from}–${to}`)
    .join(', ')
}

const holidaysIn = (value: unknown): string =>
  listed(value)
    .map(({ date, name }) => `${date} ${name}`.trim())
    .join(', ')

/** A topic a line, with all that tells it apart. */
function topicsIn(value: unknown): string {
  if (typeof value === 'string') return value
  return listed(value)
    .map(({ name, description, examples }) =>
      [name, description, ...(Array.isArray(examples) ? examples : [])].filter(Boolean).join(' · '),
    )
    .join('\n')
}

const modelsIn = (value: unknown): string =>
  listed(value)
    .map(({ provider, name, baseUrl }) => [provider, name, baseUrl].filter(Boolean).join(' '))
    .join(', ')
