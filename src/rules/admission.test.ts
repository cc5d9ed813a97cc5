import { describe, expect, test } from 'vitest'
import { admit, type Live, type Meanwhile, mayStillSpeak, type Standing } from './admission.ts'

const standing: Standing = {
  paused: false,
  connected: true,
  defaultAgentId: 'baton',
  autoHandle: true,
  owner: 'none',
  givenBackBy: null,
  wasOurs: false,
  endedUnderIt: false,
  formerAgentIds: ['old-baton'],
}
const free: Live = { isOpen: true, agentId: null, groupId: null }
const claim = { kind: 'speak', claimFirst: true }
const speak = { kind: 'speak', claimFirst: false }
const silent = (because: string) => ({ kind: 'stay-silent', because })

describe('at the start of a turn', () => {
  const cases: [string, Partial<Standing>, Partial<Live>, object][] = [
    ['nobody has it and the AI takes all: claim it', {}, {}, claim],
    ['it waits in a group’s queue: claim it', {}, { groupId: 'support' }, claim],
    [
      'nobody has it and the AI takes only what it is given: silent',
      { autoHandle: false },
      {},
      silent('not-assigned-to-us'),
    ],
    ['Freshchat gave it to the default agent: speak', { autoHandle: false }, { agentId: 'baton' }, speak],
    ['a rep has it: silent', {}, { agentId: 'ben' }, silent('a-rep-is-assigned')],
    [
      'a rep has it although we think it is ours: silent',
      { owner: 'ai' },
      { agentId: 'ben' },
      silent('a-rep-is-assigned'),
    ],
    ['handed off and waiting for the team: silent', { owner: 'human' }, {}, silent('handed-off')],
    [
      'handed off and still pinned to us by a late unassign: silent',
      { owner: 'human' },
      { agentId: 'baton' },
      silent('handed-off'),
    ],
    [
      'a rep gave it back after the handoff: speak',
      { owner: 'human', givenBackBy: 'assignment' },
      { agentId: 'baton' },
      speak,
    ],
    [
      'given back, but Freshchat no longer shows it: silent',
      { owner: 'human', givenBackBy: 'assignment' },
      {},
      silent('handed-off'),
    ],
    [
      'the former default agent has it and the AI was on it: claim it',
      { owner: 'ai', autoHandle: false },
      { agentId: 'old-baton' },
      claim,
    ],
    [
      'the former default agent has it, nobody of ours: as if nobody had it',
      {},
      { agentId: 'old-baton' },
      claim,
    ],
    ['resolved: silent', {}, { isOpen: false }, silent('resolved')],
    ['paused: silent', { paused: true }, {}, silent('paused')],
    [
      'disconnected: silent, whatever else holds',
      { connected: false, paused: true },
      { isOpen: false },
      silent('disconnected'),
    ],
  ]
  test.each(cases)('%s', (_, ours, theirs, expected) => {
    expect(admit({ ...standing, ...ours }, { ...free, ...theirs })).toEqual(expected)
  })
})

describe('immediately before a visible send', () => {
  const quiet: Meanwhile = { personActed: false, customerWrote: false, isBack: false, maySupersede: true }
  const ours: Live = { isOpen: true, agentId: 'baton', groupId: null }
  const cases: [string, Partial<Standing>, Partial<Live>, Partial<Meanwhile>, unknown][] = [
    ['still ours, open, nothing newer: speak', {}, {}, {}, 'speak'],
    ['a rep acted: never', {}, {}, { personActed: true }, { stop: 'a-rep-stepped-in' }],
    [
      'a rep acted and the customer wrote: the rep counts',
      {},
      {},
      { personActed: true, customerWrote: true },
      { stop: 'a-rep-stepped-in' },
    ],
    ['a rep is assigned: never', {}, { agentId: 'ben' }, {}, { stop: 'a-rep-is-assigned' }],
    ['somebody took us off it: not now', {}, { agentId: null }, {}, { stop: 'not-assigned-to-us-any-more' }],
    ['resolved meanwhile: never', {}, { isOpen: false }, {}, { stop: 'resolved' }],
    ['the customer wrote again: think again', {}, {}, { customerWrote: true }, 'think-again'],
    [
      'the customer never stops writing: speak all the same',
      {},
      {},
      { customerWrote: true, maySupersede: false },
      'speak',
    ],
    [
      'a handoff is given back before its first word: think again',
      {},
      {},
      { isBack: true, maySupersede: false },
      'think-again',
    ],
    ['paused: never', { paused: true }, {}, {}, { stop: 'paused' }],
    ['disconnected: never', { connected: false }, {}, {}, { stop: 'disconnected' }],
  ]
  test.each(cases)('%s', (_, change, live, meanwhile, expected) => {
    expect(
      mayStillSpeak({ ...standing, ...change }, { ...ours, ...live }, { ...quiet, ...meanwhile }),
    ).toEqual(expected)
  })
})
