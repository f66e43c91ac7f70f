import type { Span } from '../../../../../shared/recording/finished.ts';
import { lengthMs, spanAt } from '../../../../../shared/recording/spans.ts';
import { withoutHoles } from './castTimes.ts';

/** Shortest time for which a person is shown large, unless they leave. */
export const FLOOR_MIN_MS = 2_000;
/** Longest pause within one person's turn. A longer pause ends the turn. */
const TURN_PAUSE_MS = 1_200;

/** Index of the speaker who is shown large from `fromMs` on. Undefined if no one is. */
export type Floor = { fromMs: number; index: number | undefined };
type Speaker = { present: readonly Span[]; speech: readonly Span[] };
type Turn = Span & { index: number };

/** Returns who is shown large and when. Only turns of at least `FLOOR_MIN_MS` change the large person. */
export function floorTimes(speakers: readonly Speaker[], durationMs: number): Floor[] {
  const turns = turnsOf(speakers);
  let floor: Floor = { fromMs: 0, index: firstPresent(speakers, turns, 0) };
  const floors = [floor];
  for (;;) {
    const leavesMs = endOfSeat(speakers, floor, durationMs);
    const next = nextTurn(speakers, turns, floor, leavesMs);
    if (!next && leavesMs >= durationMs) return floors;
    if (next && next.fromMs < FLOOR_MIN_MS) {
      // Removes a very short first entry, so that no one is shown large only briefly.
      floors.pop();
      floor = { fromMs: 0, index: next.index };
    } else {
      floor = next ?? { fromMs: leavesMs, index: firstPresent(speakers, turns, leavesMs) };
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

/** Returns when the large person leaves. If no one is large, returns when the next person joins. */
function endOfSeat(speakers: readonly Speaker[], { fromMs, index }: Floor, durationMs: number): number {
  if (index === undefined)
    return Math.min(
      durationMs,
      ...speakers.flatMap(({ present }) =>
        present.filter(span => span.fromMs > fromMs).map(span => span.fromMs),
      ),
    );
  return spanAt(speakers[index]?.present ?? [], fromMs)?.toMs ?? durationMs;
}

/** Returns the next turn that makes another person large before `beforeMs`. */
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
    const mayBeFirst = floor.fromMs === 0 && spanAt(speakers[turn.index]?.present ?? [], 0) !== undefined;
    const earliestMs = mayBeFirst ? 0 : floor.fromMs + FLOOR_MIN_MS;
    if (next && turn.fromMs >= next.fromMs) break;
    const fromMs = freeFrom(own, Math.max(turn.fromMs, earliestMs));
    const seat = spanAt(speakers[turn.index]?.present ?? [], fromMs);
    const stays = seat !== undefined && Math.min(turn.toMs, seat.toMs) - fromMs >= FLOOR_MIN_MS;
    if (stays && fromMs < beforeMs && (!next || fromMs < next.fromMs)) next = { ...turn, fromMs };
  }
  return next;
}

function freeFrom(own: readonly Turn[], atMs: number): number {
  return own.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.toMs ?? atMs;
}

function firstPresent(
  speakers: readonly Speaker[],
  turns: readonly Turn[],
  atMs: number,
): number | undefined {
  const present = speakers.flatMap(({ present }, index) => (spanAt(present, atMs) ? [index] : []));
  const speaking = turns.find(
    turn => present.includes(turn.index) && turn.fromMs <= atMs && atMs < turn.toMs,
  );
  return speaking?.index ?? present[0];
}
