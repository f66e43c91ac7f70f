import { createContext, useContext } from 'react';
import type { Retention } from '../../texts/practiceRoom.ts';

/** How long recordings of a practice attempt are stored; undefined outside practice. */
export const RetentionContext = createContext<Retention>(undefined);

export function usePracticeRetention(): Retention {
  return useContext(RetentionContext);
}
