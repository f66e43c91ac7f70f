import type { ReactNode } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import type { RequestParams } from '../../../shared/protocol/requests.ts';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { competenciesToCompare } from '../../../shared/rubric/consensus.ts';
import type { EarlyOpening } from '../../../shared/rubric/rubricState.ts';
import { isLocked, type LockedScorecard } from '../../../shared/rubric/scorecard.ts';
import type { WantedMoment } from '../../core/review/momentAddress.ts';

export interface ConsensusBoard {
  kit: InterviewKit;
  /** If true, hiring recommendations are hidden, because practice is not about hiring. */
  practice: boolean;
  scorecards: readonly LockedScorecard[];
  names: Readonly<Record<SeatId, string>>;
  earlyOpening?: EarlyOpening | undefined;
  revising?: Revising | undefined;
  /** Competencies that the viewer, or anyone if the viewer doesn't rate, still has to compare. */
  left: readonly CompetencyId[];
  /** Answers that the candidate wrote. */
  written: RecruiterView['written'];
  /** Renders the link to a moment of the recording. Absent without a recording. */
  moment?: ((wanted: WantedMoment) => ReactNode) | undefined;
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
export function boardOf(
  kit: InterviewKit,
  { practice, recruiter, rubric, seats }: InterviewView,
  viewer?: SeatId,
) {
  const names: Record<SeatId, string> = {};
  for (const { seatId, displayName } of Object.values(seats)) names[seatId] = displayName;
  const scorecards = Object.values(rubric?.scorecards ?? {}).filter(isLocked);
  return {
    kit,
    practice: practice !== undefined,
    scorecards,
    left: competenciesToCompare(kit, scorecards, viewer),
    written: recruiter?.written ?? {},
    names,
    earlyOpening: rubric?.earlyOpening,
  };
}
