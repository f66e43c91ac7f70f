import { createContext, useCallback, useContext } from 'react';
import type { PracticePlace } from '../../../shared/protocol/practiceRoutes.ts';
import type { AttemptUnderWay } from '../../core/practice/attempts.ts';
import { PageSession } from '../../core/practice/pageSession.ts';
import { callPractice } from '../../core/practice/practiceApi.ts';
import type { PracticeLocation } from '../../core/practice/practiceLocation.ts';
import type { Proof } from '../../core/practice/proof.ts';
import { localData } from '../../core/safeStorage.ts';
import { useOpened } from '../useOpened.ts';

export interface PracticeContextValue {
  location: PracticeLocation;
  proof: Proof;
  /** Opens a practice attempt on a private page. `first` is the attempt's status, if it is known. */
  enter: (page: string, attempt: AttemptUnderWay, first?: PracticePlace) => void;
}

export const PracticeContext = createContext<PracticeContextValue | undefined>(undefined);

export function usePractice(): PracticeContextValue {
  const context = useContext(PracticeContext);
  if (!context) throw new Error('This component belongs to /practice.');
  return context;
}

export function usePageSession(token: string): PageSession | undefined {
  return useOpened(
    useCallback(() => new PageSession({ token, ask: callPractice, storage: localData }), [token]),
  );
}

export const PageSessionContext = createContext<PageSession | undefined>(undefined);

export function usePracticePage(): PageSession {
  const session = useContext(PageSessionContext);
  if (!session) throw new Error('There is no private page around this component.');
  return session;
}
