import pg from 'pg'

/**
 * Fills a PostgreSQL with sessions as a busy organization has them, by set-based SQL: six messages each, words as language has them
 * (the n-th most frequent comes up 1/n as often), a third of the customers new. What the background would write (session_words) is
 * written along, so that a million take minutes. Ids count up, where real ones are random.
 */

/** In the texts of so many sessions; `zeppelin` in ten, whatever their number. */
export const MARKERS = { common: 'refund', middling: 'violin', rare: 'zeppelin' } as const
const COMMON_IN = 5
const MIDDLING_IN = 401
const RARE = 10
const WORDS_PICKED = 14
const SECONDS_APART = 60

const id = (kind: string, n: string) =>
  `('${kind}0000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
const pick = (values: string[], seed: string) =>
  `(array[${values.map((each) => (each === 'null' ? 'null' : `'${each}'`)).join(',')}])[1 + abs(hashint8(${seed})) % ${values.length}]`

const FIRST = [
  'Ana',
  'Ben',
  'Chloe',
  'Dario',
  'Eva',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kim',
  'Lena',
]
const LAST = [
  'Abel',
  'Brandt',
  'Costa',
  'Dupont',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Hansen',
  'Ivanov',
  'Jansen',
]
export const TOPICS = [
  'Orders',
  'Returns',
  'Refunds',
  'Delivery',
  'Account',
  'Warranty',
  'Invoices',
  'Gift cards',
]

/** So many, into an install that has none; organization and connection exist. */
export async function fillSessions(
  url: string,
  organizationId: string,
  connectionId: string,
  count: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const run = async (text: string) => {
    const began = performance.now()
    await client.query(text)
    const seconds = Math.round((performance.now() - began) / 1_000)
    if (seconds >= 5) console.log(`  ${seconds} s: ${text.slice(0, 60).replace(/\s+/g, ' ')}`)
  }
  const asOrganization = async (statements: string[]) => {
    await run('begin')
    await run(
      `select set_config('role', 'baton_app', true), set_config('app.organization_id', '${organizationId}', true)`,
    )
    for (const statement of statements) await run(statement)
    await run('commit')
  }
  const triggers = async (state: 'enable' | 'disable') => {
    for (const table of ['sessions', 'messages', 'turns', 'deliveries', 'contacts'])
      await run(`alter table ${table} ${state} trigger user`)
  }
  try {
    await run("set work_mem = '256MB'")
    await run("set maintenance_work_mem = '1GB'")
    await run('set synchronous_commit = off')
    // a superuser may leave out looking after each reference, which takes longest
    await run('set session_replication_role = replica').catch(() => {})
    await run(`create unlogged table bench_picked as
      select n, created_at, array(
        select distinct translate((least(20000, exp(random() * ln(20001))::int) * 7919 % 100003)::text, '0123456789', 'baerinotsk')
        from generate_series(1, ${WORDS_PICKED} + n * 0))
        || (case when n % ${COMMON_IN} = 0 then array['${MARKERS.common}'] else '{}' end)
        || (case when n % ${MIDDLING_IN} = 5 then array['${MARKERS.middling}'] else '{}' end)
        || (case when n <= 10 * ${RARE} and n % 10 = 3 then array['${MARKERS.rare}'] else '{}' end)
        || array['ord' || lpad(n::text, 8, '0')] as words
      from (select n, date_trunc('second', timestamptz '2024-01-01' + n * interval '${SECONDS_APART} seconds') as created_at
        from generate_series(1, ${count}::int) as n) as sessions`)
    await run('grant select on bench_picked to baton_app')
    await triggers('disable')
    // sorted at once instead of one by one
    await run('alter table session_words drop constraint session_words_pkey')
    await run('drop index session_words_of_session')
    await asOrganization([
      contacts(organizationId),
      conversations(organizationId, connectionId),
      sessions(organizationId),
      messages(organizationId),
      turns(organizationId),
      deliveries(organizationId, connectionId),
      words(organizationId),
    ])
    await run(
      'alter table session_words add constraint session_words_pkey primary key (organization_id, word, created_at, session_id)',
    )
    await run('create index session_words_of_session on session_words (session_id, word collate "POSIX")')
    await triggers('enable')
    await run('drop table bench_picked')
    await run('vacuum analyze')
    await run('checkpoint').catch(() => {})
  } finally {
    await client.end()
  }
}

function contacts(organizationId: string): string {
  return `insert into contacts (id, organization_id, freshchat_id, name, email, phone, read_at)
    select ${id('a', 'n')}, '${organizationId}', 'user-' || n, first || ' ' || last,
      lower(first) || '.' || lower(last) || n || '@example.com', '+49151' || lpad(n::text, 8, '0'), created_at
    from (select n, created_at, ${pick(FIRST, 'n')} as first, ${pick(LAST, 'n / 7')} as last from bench_picked where n % 3 = 1) as customers`
}

function conversations(organizationId: string, connectionId: string): string {
  return `insert into conversations (id, organization_id, connection_id, freshchat_id, customer_id, channel_id, created_at)
    select ${id('b', 'n')}, '${organizationId}', '${connectionId}', 'conversation-' || n, 'user-' || (n - (n + 2) % 3), 'channel', created_at
    from bench_picked`
}

function sessions(organizationId: string): string {
  return `insert into sessions (id, organization_id, conversation_id, status, owner, closure, channel, auto_handle, contact_id,
      language, sentiment, topic, summary, handoff, created_at, updated_at, last_message_at)
    select ${id('c', 'n')}, '${organizationId}', ${id('b', 'n')}, ${STATUS}, ${OWNER}, ${CLOSURE}, ${CHANNEL}, true, ${id('a', 'n - (n + 2) % 3')},
      ${LANGUAGE}, ${SENTIMENT}, ${TOPIC}, 'Customer asks about ' || words[1] || ' ' || words[2],
      case when n % 4 = 0 then jsonb_build_object('at', created_at, 'summary', '', 'sentiment', null, 'reason', ${REASON}) end,
      created_at, created_at + interval '20 minutes', created_at + interval '15 minutes'
    from bench_picked`
}

const STATUS = `case when n % 200 = 0 then 'open' else 'resolved' end`
const OWNER = `case when n % 4 = 0 then 'human' when n % 33 = 0 then 'none' else 'ai' end`
const CLOSURE = `case when n % 200 = 0 then null else ${pick(['confirmed', 'assumed', 'assumed', 'rep'], 'n / 3')} end`
const CHANNEL = pick(['web', 'web', 'web', 'whatsapp', 'email'], 'n / 5')
const LANGUAGE = pick(['en', 'en', 'en', 'de', 'fr', 'es'], 'n / 2')
const SENTIMENT = pick(['neutral', 'neutral', 'positive', 'negative', 'null'], 'n / 9')
const TOPIC = pick(TOPICS, 'n / 11')
const REASON = pick(['asked_for_human', 'low_confidence', 'not_in_knowledge', 'frustration'], 'n / 4')

function messages(organizationId: string): string {
  return `insert into messages (id, organization_id, conversation_id, session_id, freshchat_id, author_kind, author_name, private, text, parts,
      handled_at, created_at, received_at)
    select ${id('d', 'n::bigint * 10 + m')}, '${organizationId}', ${id('b', 'n')}, ${id('c', 'n')}, 'message-' || n || '-' || m,
      case when m % 2 = 0 then 'customer' else 'ai' end, 'Name', false, text,
      jsonb_build_array(jsonb_build_object('text', jsonb_build_object('content', text))), at, at, at
    from bench_picked cross join generate_series(0, 5) as m
      cross join lateral (select array_to_string(words[m * 2 + 1:m * 2 + 5], ' ') as text, created_at + m * interval '2 minutes' as at) as said`
}

function turns(organizationId: string): string {
  return `insert into turns (id, organization_id, conversation_id, session_id, epoch, mode, due_at, started_at, finished_at, outcome, passages)
    select ${id('e', 'n::bigint * 10 + t')}, '${organizationId}', ${id('b', 'n')}, ${id('c', 'n')}, t, 'autopilot', at, at, at,
      '{"kind": "replied", "because": "confident"}', '[{"articleId": "a", "title": "Orders", "score": 0.9}]'
    from bench_picked cross join generate_series(1, 2) as t cross join lateral (select created_at + t * interval '2 minutes' as at) as taken`
}

function deliveries(organizationId: string, connectionId: string): string {
  return `insert into deliveries (id, organization_id, connection_id, dedupe_key, action, body, event_at, received_at, result)
    select ${id('f', 'n::bigint * 10 + m')}, '${organizationId}', '${connectionId}', 'message_create message-' || n || '-' || m, 'message_create',
      convert_to('{"action": "message_create", "text": "' || array_to_string(words[m * 2 + 1:m * 2 + 5], ' ') || '"}', 'UTF8'), at, at, 'applied'
    from bench_picked cross join generate_series(0, 5) as m cross join lateral (select created_at + m * interval '2 minutes' as at) as came`
}

/** As store/session-words.ts writes them. */
function words(organizationId: string): string {
  return `insert into session_words (organization_id, word, created_at, session_id)
    select '${organizationId}', word, created_at, ${id('c', 'n')}
    from bench_picked cross join lateral (
      select ${pick(FIRST, '(n - (n + 2) % 3)')} as first, ${pick(LAST, '(n - (n + 2) % 3) / 7')} as last, (n - (n + 2) % 3) as customer) as named
    cross join lateral (select distinct word from unnest(words || array[n::text, lower(first), lower(last), lower(last) || customer,      lower(first) || '.' || lower(last) || customer || '@example.com', '49151' || lpad(customer::text, 8, '0'),
      lower(${TOPIC}), '=status:' || ${STATUS}, '=owner:' || ${OWNER}, '=closure:' || ${CLOSURE},
      '=channel:' || ${CHANNEL}, '=language:' || ${LANGUAGE}, '=sentiment:' || ${SENTIMENT}, '=topic:' || ${TOPIC},
      '=handoff:' || case when n % 4 = 0 then ${REASON} end]) as word where word is not null) as held
    order by n`
}
