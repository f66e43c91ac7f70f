import { createContext, useContext } from 'react';
import type { PracticePlace } from '../../../shared/protocol/practiceRoutes.ts';
import type { AttemptUnderWay } from '../../core/practice/attempts.ts';
import type { PracticeLocation } from '../../core/practice/practiceLocation.ts';
import type { Proof } from '../../core/practice/proof.ts';
import type { Retention } from '../../texts/practiceRoom.ts';

/** Context of all pages of `/practice`. */
export interface PracticeContextValue {
  location: PracticeLocation;
  proof: Proof;
  /** Opens an attempt of a private page. `first`: its status, if known. */
  enter: (page: string, attempt: AttemptUnderWay, first?: PracticePlace) => void;
}

export const PracticeContext = createContext<PracticeContextValue | undefined>(undefined);

export function usePractice(): PracticeContextValue {
  const context = useContext(PracticeContext);
  if (!context) throw new Error('This component belongs to /practice.');
  return context;
}

/** What the pre-join and the room know about a practice attempt besides the interview's view. */
interface PracticeRoomFacts {
  retention: Retention;
}

export const PracticeRoomContext = createContext<PracticeRoomFacts>({ retention: undefined });

export function usePracticeRoom(): PracticeRoomFacts {
  return useContext(PracticeRoomContext);
}
