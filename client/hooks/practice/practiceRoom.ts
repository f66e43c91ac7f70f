import { createContext, useContext } from 'react';
import type { Retention } from '../../texts/practiceRoom.ts';

/** What the pre-join and the room know about a practice attempt besides the interview's view. */
interface PracticeRoomFacts {
  retention: Retention;
}

export const PracticeRoomContext = createContext<PracticeRoomFacts>({ retention: undefined });

export function usePracticeRoom(): PracticeRoomFacts {
  return useContext(PracticeRoomContext);
}
