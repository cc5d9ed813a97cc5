import type { TurnTimes } from './baton-process.ts'
import { figure, type Spread, shown, spread } from './figures.ts'

/** Where a turn's time went, in ms: from due to taken, to decided, to the first words on their way. */
export interface Overheads {
  all: Spread
  first: Spread
  later: Spread
  phases: { wake: number; think: number; act: number; close: number }
  /** Turns that did not answer: a measurement with these measured something else. */
  others: number
}

export function overheads(turns: TurnTimes[]): Overheads {
  const said = answered(turns)
  const median = (pick: (turn: TurnTimes) => number) => figure(said.map(pick)).median
  return {
    all: spread(said.map(overhead)),
    first: spread(said.filter((turn) => turn.isFirst).map(overhead)),
    later: spread(said.filter((turn) => !turn.isFirst).map(overhead)),
    phases: {
      wake: median((turn) => ms(turn.dueAt, turn.startedAt)),
      think: median((turn) => ms(turn.startedAt, turn.decidedAt) - turn.modelMs),
      act: median((turn) => ms(turn.decidedAt, turn.saidAt)),
      close: median((turn) => ms(turn.saidAt, turn.finishedAt)),
    },
    others: turns.length - said.length,
  }
}

/** Those that answered. */
export function answered(turns: TurnTimes[]): TurnTimes[] {
  return turns.filter((turn) => turn.saidAt !== null && turn.outcome === 'replied')
}

/** From due to the first words on their way, the model's time taken out, in ms. */
export function overhead(turn: TurnTimes): number {
  return ms(turn.dueAt, turn.saidAt) - turn.modelMs
}

export function phasesShown(all: Overheads[]): string {
  const median = (name: keyof Overheads['phases']) =>
    shown(figure(all.map((each) => each.phases[name])).median)
  return `due → begun ${median('wake')} → decided ${median('think')} → words sent ${median('act')} → closed ${median('close')} ms`
}

function ms(from: Date | null, until: Date | null): number {
  return from === null || until === null ? Number.NaN : until.getTime() - from.getTime()
}
