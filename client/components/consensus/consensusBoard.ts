import type { ReactNode } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { RequestParams } from '../../../shared/protocol/requests.ts';
import type { EarlyOpening } from '../../../shared/rubric/rubricState.ts';
import { isLocked, type LockedScorecard } from '../../../shared/rubric/scorecard.ts';

export interface ConsensusBoard {
  kit: InterviewKit;
  /** If true, hiring recommendations are hidden, because practice is not about hiring. */
  practice: boolean;
  scorecards: readonly LockedScorecard[];
  names: Readonly<Record<SeatId, string>>;
  earlyOpening?: EarlyOpening | undefined;
  revising?: Revising | undefined;
  /** Renders the link to a marker's moment in the recording. Absent without a recording. */
  moment?: ((markerId: string) => ReactNode) | undefined;
}

export interface Revising {
  seatId: SeatId;
  revise: (revision: RequestParams<'rating.revise'>) => Promise<unknown>;
  /** Ends the viewer's part of the comparison without further revisions. */
  keep: () => Promise<unknown>;
}

export function nameOf({ names }: ConsensusBoard, seatId: SeatId): string {
  return names[seatId] ?? '';
}

/** Returns the parts of a board that come from the interview. */
export function boardOf(kit: InterviewKit, { practice, rubric, seats }: InterviewView) {
  const names: Record<SeatId, string> = {};
  for (const { seatId, displayName } of Object.values(seats)) names[seatId] = displayName;
  return {
    kit,
    practice: practice !== undefined,
    scorecards: Object.values(rubric?.scorecards ?? {}).filter(isLocked),
    names,
    earlyOpening: rubric?.earlyOpening,
  };
}
