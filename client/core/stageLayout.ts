import type { SeatId } from '../../shared/ids.ts';
import type { SeatView } from '../../shared/interview/view.ts';
import type { RecruiterView } from '../../shared/recruiter/recruiterView.ts';
import { isReceiveOnly, type SeatRole } from '../../shared/roles.ts';
import { isInRoom } from './seats.ts';

export type Tile = { kind: 'person' | 'screen'; seatId: SeatId } | { kind: 'recruiter' };

/** `main` tiles are large, `strip` tiles form a row, and the small `corner` tile lies on top. */
export type StageLayout = { main: readonly Tile[]; strip: readonly Tile[]; corner?: Tile };

export interface StageInput {
  role: SeatRole;
  ownSeatId: SeatId;
  seats: readonly SeatView[];
  /** Seats that share a screen, newest last. */
  screens: readonly SeatId[];
  /** Absent if people ask the questions instead of the virtual recruiter. */
  recruiter?: Pick<RecruiterView, 'turn' | 'personSeatId'>;
  preferences?: StagePreferences;
}

export interface StagePreferences {
  /** Shows all tiles at equal size, or a shared screen next to one person. */
  sideBySide?: boolean;
  selfView?: boolean;
  enlarged?: boolean;
}

const RECRUITER: Tile = { kind: 'recruiter' };

/** Makes a shared screen large. Without one, candidates see the people who ask; others, the candidate. */
export function stageLayout(input: StageInput): StageLayout {
  const layout = oneLarge(input);
  const { enlarged, sideBySide } = input.preferences ?? {};
  const { main, strip, corner } = layout;
  const shared = main[0]?.kind === 'screen';
  if (shared && enlarged) return { main, strip: [] };
  if (!sideBySide) return layout;
  const others = corner ? [...strip, corner] : strip;
  if (shared) return { main: [...main, ...others.slice(0, 1)], strip: others.slice(1) };
  return { main: [...main, ...others], strip: [] };
}

function oneLarge({ role, ownSeatId, seats, screens, recruiter, preferences }: StageInput): StageLayout {
  const present = seats.filter(
    seat => !isReceiveOnly(seat.role) && isInRoom(seat) && seat.seatId !== ownSeatId,
  );
  const own: Tile[] =
    isReceiveOnly(role) || preferences?.selfView === false ? [] : [{ kind: 'person', seatId: ownSeatId }];
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
  if (main.length === 0) return withOwn(others.map(person), virtual, own);
  return withOwn(main.map(person), [...virtual, ...others.map(person)], own);
}

function withOwn(main: Tile[], strip: Tile[], [own]: Tile[]): StageLayout {
  if (!own) return { main, strip };
  if (strip.length > 0) return { main, strip: [...strip, own] };
  return { main, strip, corner: own };
}

function person(seat: SeatView): Tile {
  return { kind: 'person', seatId: seat.seatId };
}
