import type { Span } from '../../../../../shared/recording/finished.ts';
import { lengthMs, spanAt } from '../../../../../shared/recording/spans.ts';
import { withoutHoles } from './castTimes.ts';

/** No one is shown large for less than this, unless they go. */
export const FLOOR_MIN_MS = 2_000;
/** A pause after which the same person speaks on. */
const TURN_PAUSE_MS = 1_200;

/** From `fromMs` on this one is shown large; no one where `index` is undefined. */
export interface Floor {
  fromMs: number;
  index: number | undefined;
}

interface Speaker {
  seated: readonly Span[];
  speech: readonly Span[];
}

interface Turn extends Span {
  index: number;
}

/**
 * Who is shown large when. What comes later is known, so that a person who speaks for long is large from the first word on, and a word in between
 * changes nothing. Who is first in the list is large until someone else has the floor.
 */
export function floorTimes(speakers: readonly Speaker[], durationMs: number): Floor[] {
  const turns = turnsOf(speakers);
  let floor: Floor = { fromMs: 0, index: firstSeated(speakers, turns, 0) };
  const floors = [floor];
  for (;;) {
    const leavesMs = endOfSeat(speakers, floor, durationMs);
    const next = nextTurn(speakers, turns, floor, leavesMs);
    if (!next && leavesMs >= durationMs) return floors;
    if (next && next.fromMs < FLOOR_MIN_MS) {
      // No one is large for a moment only because they are first in the list.
      floors.pop();
      floor = { fromMs: 0, index: next.index };
    } else {
      floor = next ?? { fromMs: leavesMs, index: firstSeated(speakers, turns, leavesMs) };
    }
    floors.push({ fromMs: floor.fromMs, index: floor.index });
  }
}

function turnsOf(speakers: readonly Speaker[]): Turn[] {
  return speakers
    .flatMap(({ speech }, index) => withoutHoles(speech, TURN_PAUSE_MS).map(span => ({ ...span, index })))
    .filter(turn => lengthMs(turn) >= FLOOR_MIN_MS)
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

/** When the person who is large leaves, or one comes where there is none. */
function endOfSeat(speakers: readonly Speaker[], { fromMs, index }: Floor, durationMs: number): number {
  if (index === undefined)
    return Math.min(
      durationMs,
      ...speakers.flatMap(({ seated }) =>
        seated.filter(span => span.fromMs > fromMs).map(span => span.fromMs),
      ),
    );
  return spanAt(speakers[index]?.seated ?? [], fromMs)?.toMs ?? durationMs;
}

/** The first turn of someone else's that is long enough once the floor is free. */
function nextTurn(
  speakers: readonly Speaker[],
  turns: readonly Turn[],
  floor: Floor,
  beforeMs: number,
): Turn | undefined {
  const own = turns.filter(({ index }) => index === floor.index);
  let next: Turn | undefined;
  for (const turn of turns) {
    if (turn.index === floor.index) continue;
    // Those who are there from the beginning may be the first.
    const mayBeFirst = floor.fromMs === 0 && spanAt(speakers[turn.index]?.seated ?? [], 0) !== undefined;
    const earliestMs = mayBeFirst ? 0 : floor.fromMs + FLOOR_MIN_MS;
    if (next && turn.fromMs >= next.fromMs) break;
    const fromMs = freeFrom(own, Math.max(turn.fromMs, earliestMs));
    const seat = spanAt(speakers[turn.index]?.seated ?? [], fromMs);
    const stays = seat !== undefined && Math.min(turn.toMs, seat.toMs) - fromMs >= FLOOR_MIN_MS;
    if (stays && fromMs < beforeMs && (!next || fromMs < next.fromMs)) next = { ...turn, fromMs };
  }
  return next;
}

/** When the person who has the floor has ended, if they speak then. */
function freeFrom(own: readonly Turn[], atMs: number): number {
  return own.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.toMs ?? atMs;
}

function firstSeated(speakers: readonly Speaker[], turns: readonly Turn[], atMs: number): number | undefined {
  const seated = speakers.flatMap(({ seated }, index) => (spanAt(seated, atMs) ? [index] : []));
  const speaking = turns.find(turn => seated.includes(turn.index) && turn.fromMs <= atMs && atMs < turn.toMs);
  return speaking?.index ?? seated[0];
}
