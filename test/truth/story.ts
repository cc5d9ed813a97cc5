import type { Happening } from './events.ts'
import type { Told } from './tell.ts'

/** A sequence as a story: in words for whoever reads it, and as a test that can be kept. */
export function storyOf({ broken, played }: Told, transcript: string[]): string {
  const happened = played.happened.slice(1)
  return [
    ...broken.map((what) => `✗ ${what}`),
    ...transcript.map((line) => `    ${line.replaceAll('\n', ' ').slice(0, 110)}`),
    '',
    `test('${(broken[0] ?? 'nothing is broken').split('\n')[0]?.replaceAll("'", '’')}', async () => {`,
    '  await using stage = await openStage(engine)',
    '  const { broken } = await tell(stage, [',
    ...happened.flatMap(({ happening, stoppedAt }) => [
      `    // ${inWords(happening, stoppedAt)}`,
      `    ${JSON.stringify(happening)},`,
    ]),
    '  ])',
    '  expect(broken).toEqual([])',
    '})',
  ].join('\n')
}

const NAMES = {
  customer: 'Ana',
  rep: 'Ben',
  rule: 'a rule',
  member: 'a member',
  admin: 'an admin',
  worker: 'the worker',
}

function inWords({ act, when, webhook }: Happening, stoppedAt: string | null): string {
  const name = act.who === 'Freshchat' || act.who === 'time' ? act.who : NAMES[act.who]
  const much = act.who === 'time' ? ` (${act.ms / 1_000} s)` : ''
  const moment = stoppedAt === null ? (when === 'at once' ? ', at once' : '') : `, just before ${stoppedAt}`
  const isTold = act.who === 'customer' || act.who === 'rep' || act.who === 'rule'
  const told = !isTold || webhook === 'in time' ? '' : `; its webhooks: ${howTold(webhook)}`
  return `${name} ${act.does}${much}${moment}${told}`
}

function howTold(webhook: Exclude<Happening['webhook'], 'in time'>): string {
  return typeof webhook === 'object' ? `${webhook.late} events late` : webhook
}
