import { createContext, useContext } from 'react';

/** What the pre-join and the room of a practice attempt know besides the interview's view. */
export interface PracticeRoomFacts {
  /** How long recordings are kept; absent: until they are deleted. */
  retentionDays?: number | undefined;
}

export const PracticeRoomContext = createContext<PracticeRoomFacts>({});

export function usePracticeRoom(): PracticeRoomFacts {
  return useContext(PracticeRoomContext);
}
