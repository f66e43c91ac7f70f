import { createContext, useContext } from 'react';
import type { Kept } from '../../texts/practiceRoom.ts';

/** What the pre-join and the room of a practice attempt know besides the interview's view. */
export interface PracticeRoomFacts {
  /** How long recordings are kept. */
  kept: Kept;
}

export const PracticeRoomContext = createContext<PracticeRoomFacts>({ kept: undefined });

export function usePracticeRoom(): PracticeRoomFacts {
  return useContext(PracticeRoomContext);
}
