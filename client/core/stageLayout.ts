import type { SeatId } from '../../shared/ids.ts';
import type { SeatView } from '../../shared/interview/view.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { isReceiveOnly, type SeatRole } from '../../shared/roles.ts';
import { isInRoom } from './seats.ts';

export type Tile = { kind: 'person' | 'screen'; seatId: SeatId } | { kind: 'recruiter' };

/** Who is drawn where: `main` large, `strip` in a row beside it, `corner` small over it. */
export interface StageLayout {
  main: readonly Tile[];
  strip: readonly Tile[];
  corner?: Tile;
}

export interface StageInput {
  role: SeatRole;
  ownSeatId: SeatId;
  /** In the order in which they are drawn. */
  seats: readonly SeatView[];
  /** Whose screens arrive, the newest last. */
  screens: readonly SeatId[];
  /** Absent where people ask the questions. */
  recruiter?: Pick<RecruiterView, 'turn' | 'personSeatId'>;
  wishes?: StageWishes;
}

/** How this person wants to see it. */
export interface StageWishes {
  /** Everybody of the same size, a shared screen with the first of them. */
  sideBySide?: boolean;
  /** False: without one's own picture. */
  selfView?: boolean;
  /** A shared screen alone. */
  enlarged?: boolean;
}

const RECRUITER: Tile = { kind: 'recruiter' };

/**
 * Each role looks at whom it came for: a candidate at the person who asks the questions, everybody else at the candidate. A shared screen
 * takes the large place from both. Who watches is never on the stage, nor is the virtual recruiter while a person has taken over.
 */
export function stageLayout(input: StageInput): StageLayout {
  const layout = oneLarge(input);
  const { enlarged, sideBySide } = input.wishes ?? {};
  const { main, strip, corner } = layout;
  const shared = main[0]?.kind === 'screen';
  if (shared && enlarged) return { main, strip: [] };
  if (!sideBySide) return layout;
  const others = corner ? [...strip, corner] : strip;
  if (shared) return { main: [...main, ...others.slice(0, 1)], strip: others.slice(1) };
  return { main: [...main, ...others], strip: [] };
}

function oneLarge({ role, ownSeatId, seats, screens, recruiter, wishes }: StageInput): StageLayout {
  const present = seats.filter(
    seat => !isReceiveOnly(seat.role) && isInRoom(seat) && seat.seatId !== ownSeatId,
  );
  const own: Tile[] =
    isReceiveOnly(role) || wishes?.selfView === false ? [] : [{ kind: 'person', seatId: ownSeatId }];
  const virtual = recruiter && recruiter.turn !== 'person' ? [RECRUITER] : [];
  const screen = screens.at(-1);
  if (screen) {
    return {
      main: [{ kind: 'screen', seatId: screen }],
      strip: [...virtual, ...present.map(person), ...own],
    };
  }
  if (role === 'candidate' && virtual.length > 0) return withOwn(virtual, present.map(person), own);
  const taken = present.filter(seat => role === 'candidate' && seat.seatId === recruiter?.personSeatId);
  if (taken.length > 0) {
    const others = present.filter(seat => !taken.includes(seat));
    return withOwn(taken.map(person), others.map(person), own);
  }
  const wanted: SeatRole = role === 'candidate' ? 'interviewer' : 'candidate';
  const main = present.filter(seat => seat.role === wanted);
  const others = present.filter(seat => seat.role !== wanted);
  // While the people one came for are not there, the others take the stage.
  if (main.length === 0) return withOwn(others.map(person), virtual, own);
  return withOwn(main.map(person), [...virtual, ...others.map(person)], own);
}

/** One's own picture joins the strip where there is one, and else sits in the corner. */
function withOwn(main: Tile[], strip: Tile[], [own]: Tile[]): StageLayout {
  if (!own) return { main, strip };
  if (strip.length > 0) return { main, strip: [...strip, own] };
  return { main, strip, corner: own };
}

function person(seat: SeatView): Tile {
  return { kind: 'person', seatId: seat.seatId };
}
