// Takes each protection out once, in a copy of the sources, and plays generated sequences until the model of the truth notices; where it
// does not, the stories are told. What nobody notices is printed, and fails the run: either it protects nothing, or we are blind.
// TRUTH_RUNS says how many sequences each gets at most (300), TRUTH_SEED with which seed; a word picks the protections that hold it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './root.mjs'

const PROTECTIONS = [
  {
    what: 'our own message that comes back is no rep’s',
    file: 'src/turn/echo.ts',
    from: "if (message.actor.kind === 'customer' || message.statusLine !== null) return null",
    to: "if (message.id !== '') return null",
  },
  {
    what: 'our own act that comes back is nobody’s',
    file: 'src/turn/acts.ts',
    from: "if (await echoOfAssignment(on, conversation, to, event.assignor, at)) return nothing('echo')",
    to: '',
  },
  {
    what: 'our own end that comes back is no rule’s',
    file: 'src/turn/ends.ts',
    from: "if (await echoOfResolution(on, conversation, event.resolver, at)) return nothing('echo')",
    to: '',
  },
  {
    what: 'another agent’s act is no echo of ours',
    file: 'src/turn/our-acts.ts',
    from: '  return by.id !== tokenAgentId && !isOurSeat(connection, by.id)',
    to: '  return (false as boolean) && !isOurSeat(connection, by.id)',
  },
  {
    what: 'an order older than what was handed over is late news',
    file: 'src/turn/acts.ts',
    from: '  const isOlder = askedAt !== undefined && at < new Date(askedAt)\n',
    to: '  const isOlder = false as boolean\n',
  },
  {
    what: 'a last look at Freshchat before each visible send',
    file: 'src/rules/admission.ts',
    from: "if (!isFree && live.agentId !== standing.defaultAgentId) return { stop: 'a-rep-is-assigned' }",
    to: "if (!isFree && live.agentId !== standing.defaultAgentId) return 'speak'",
  },
  {
    what: 'a person’s act, heard of while we think, stops the send',
    file: 'src/rules/admission.ts',
    from: "  if (meanwhile.personActed) return { stop: 'a-rep-stepped-in' }\n",
    to: '',
  },
  {
    what: 'a person’s act, heard of before the claim, stops it',
    file: 'src/turn/claim.ts',
    from: "    if (conversation.human_epoch > turn.epoch) throw new Interrupted('person')\n    if (!(await",
    to: '    if (!(await',
  },
  {
    what: 'the fence: a worker that was away too long writes nothing',
    file: 'src/store/lanes.ts',
    from: "      .where('fence', '=', lease.fence)\n      .forUpdate()",
    to: '      .forUpdate()',
  },
  {
    what: 'a dead worker’s conversation is due again',
    file: 'src/store/lanes.ts',
    from: "      .where('wake_at', '<=', now)\n      .where(isUnheld(now))\n    const owed",
    to: "      .where('wake_at', '<=', now)\n      .where('lease_until', 'is', null)\n    const owed",
  },
  {
    what: 'a send of which nobody knows is looked for before it is sent again',
    file: 'src/turn/post.ts',
    from: "  if (step.state === 'planned' || step.sent_at === null) return 'not-sent'\n",
    to: "  if (step.id !== '') return 'not-sent'\n",
  },
  {
    what: 'the decision is stored before the first step',
    file: 'src/turn/begin.ts',
    from: "  if (running.decision !== null && running.errand !== 'return')",
    to: '  if (false as boolean)',
  },
  {
    what: 'what a turn covered is handled when it ends',
    file: 'src/turn/close.ts',
    from: '    if (isAskedAgain) await uncoverMessages(tx, turn.id)',
    to: '    if (isAskedAgain || turn.errand === null) await uncoverMessages(tx, turn.id)',
  },
  {
    what: 'an end that races with a customer’s message loses',
    file: 'src/turn/end.ts',
    from: 'const waits = isOpen ? await unansweredBy(tx, turn, endedAt) : []',
    to: 'const waits = isOpen ? (await unansweredBy(tx, turn, endedAt)).slice(0, 0) : []',
  },
  {
    what: 'a rep whom our claim overwrote gets it back',
    file: 'src/turn/our-acts.ts',
    from: 'readAt !== null && storedAt !== null && at > readAt && at <= storedAt,',
    to: 'readAt !== null && storedAt !== null && at > readAt && at < readAt,',
  },
  {
    what: 'an order or an assignment older than a person’s act is late news',
    file: 'src/turn/acts.ts',
    from: '  const isLate = conversation.acted_at !== null && at < conversation.acted_at\n',
    to: '  const isLate = false as boolean\n',
  },
  {
    what: 'a person’s act older than a giving back is late news',
    file: 'src/turn/acts.ts',
    from: '  if (conversation.given_at !== null && at <= conversation.given_at)\n    return lateButTalkedOver(on, conversation, at)\n',
    to: '',
  },
  {
    what: 'a person who acts before an end has reached Freshchat goes on with it',
    file: 'src/turn/acts.ts',
    from: 'const goesOn = session ?? (isAfterTheEnd ? await goOnWithOwed(on, conversation, at) : null)',
    to: 'const goesOn = session ?? ((false as boolean) ? await goOnWithOwed(on, conversation, at) : null)',
  },
  {
    what: 'what people gave back asks again',
    file: 'src/turn/acts.ts',
    from: "  const waiting = await reopenTail(tx, session.id, by === 'rule' ? 'any-word-of-ours' : 'real-answers')\n",
    to: "  const waiting = by === 'rule' ? await reopenTail(tx, session.id, 'any-word-of-ours') : 0\n",
  },
  {
    what: 'open sessions are compared with Freshchat',
    file: 'src/turn/rest.ts',
    from: "  if (session === null || session.status !== 'open') return null\n  const about",
    to: "  if (session === null || session.id !== '') return null\n  const about",
  },
  {
    what: 'our own claim is no giving back',
    file: 'src/turn/unheard.ts',
    from: '!(await isWhereWeClaimedIt(on, conversation))',
    to: '(await isWhereWeClaimedIt(on, conversation), true)',
  },
  {
    what: 'what a dead token held up goes on once it works',
    file: 'src/store/watch.ts',
    from: '  await unpark(tx, connectionId, now)\n  await tx.updateTable',
    to: '  await tx.updateTable',
  },
]

const copy = join(root, '.cache/protections')
const only = process.argv[2]
const env = { TRUTH_RUNS: '300', TRUTH_SEED: '7', TRUTH_SHRINK_MS: '0', ...process.env }
const rows = []

rmSync(copy, { recursive: true, force: true })
mkdirSync(copy, { recursive: true })
for (const name of [
  'src',
  'sandbox',
  'test',
  'migrations',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
])
  cpSync(join(root, name), join(copy, name), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

for (const { what, file, from, to } of PROTECTIONS) {
  if (only !== undefined && !what.includes(only)) continue
  const path = join(copy, file)
  const whole = readFileSync(path, 'utf8')
  if (!whole.includes(from)) {
    rows.push({ what, file, by: 'it stands there no more: mend this list' })
    process.exitCode = 1
    continue
  }
  writeFileSync(path, whole.replace(from, to))
  const by = noticedByModel() ?? noticedByStory()
  writeFileSync(path, whole)
  if (by === null) process.exitCode = 1
  rows.push({ what, file, by: by ?? 'NOBODY' })
  console.log(`${what} (${file}): ${by ?? 'NOBODY'}`)
}

function noticedByModel() {
  const said = vitest('test/truth/truth.test.ts')
  const [, count, seed] = /After (\d+) sequences, with the seed (\d+)/.exec(said) ?? []
  const promise = /^\+ ✗ (.*)$/m.exec(said)?.[1]
  return promise === undefined
    ? null
    : `the model: “${promise.slice(0, 90)}”, after ${count} with seed ${seed}`
}

function noticedByStory() {
  // the hostile stories read the whole project, and this is a part of it
  const story = /FAIL.* > (.*)$/m.exec(vitest('test/stories', '--exclude=test/stories/hostile.test.ts'))?.[1]
  return story === undefined ? null : `a story: “${story}”`
}

function vitest(...words) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--bail=1', ...words],
    { cwd: copy, env, encoding: 'utf8', maxBuffer: 1e9 },
  )
  return stripVTControlCharacters(stdout + stderr)
}

rmSync(copy, { recursive: true, force: true })

console.log('\n| taken out | in | noticed as |\n|---|---|---|')
for (const { what, file, by } of rows) console.log(`| ${what} | \`${file}\` | ${by} |`)
