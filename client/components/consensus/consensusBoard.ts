import type { ReactNode } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { RequestParams } from '../../../shared/protocol/requests.ts';
import type { EarlyOpening } from '../../../shared/rubric/rubricState.ts';
import type { LockedScorecard } from '../../../shared/rubric/scorecard.ts';

/** What is laid out for everybody to look at, in the room's aftermath as in the console. */
export interface ConsensusBoard {
  kit: InterviewKit;
  /** Practice is not about hiring: without recommendations. */
  practice: boolean;
  /** One column each, in this order. */
  scorecards: readonly LockedScorecard[];
  names: Readonly<Record<SeatId, string>>;
  earlyOpening?: EarlyOpening | undefined;
  /** Whose ratings the viewer may revise: their own, while scoring is open. */
  revising?: Revising | undefined;
  /** What leads to the moment of a rating or a note (`shared/recording/markers.ts`) in the recording; absent where there is none. */
  moment?: ((markerId: string) => ReactNode) | undefined;
}

export interface Revising {
  seatId: SeatId;
  revise: (revision: RequestParams<'rating.revise'>) => Promise<unknown>;
}

export function nameOf({ names }: ConsensusBoard, seatId: SeatId): string {
  return names[seatId] ?? '';
}
