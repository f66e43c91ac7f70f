import { createContext, useContext } from 'react';
import type { Practice } from '../../../shared/practice/practice.ts';
import type { Retention } from '../../texts/practiceRoom.ts';
import { useSession } from '../room/session.ts';
import { useStore } from '../room/useStore.ts';

/** The practice attempt that this page has started; undefined outside practice. */
export const AttemptContext = createContext<Practice | undefined>(undefined);

/** Returns what the person practices, even before the server has sent the interview; undefined outside practice. */
export function usePracticeOfPage(): Practice | undefined {
  const view = useStore(useSession().client.view);
  const attempt = useContext(AttemptContext);
  return view ? view.practice : attempt;
}

/** How long recordings of a practice attempt are stored; undefined outside practice. */
export const RetentionContext = createContext<Retention>(undefined);

export function usePracticeRetention(): Retention {
  return useContext(RetentionContext);
}

/** What the offer says about the attempt, so that all pages show the same duration. */
export interface Practiced {
  minutes: number;
  /** What the recruiter asks, if it's only one question. */
  question?: string;
}

export const PracticedContext = createContext<Practiced | undefined>(undefined);

/** Returns undefined outside practice, and if the offer couldn't be read. */
export function usePracticed(): Practiced | undefined {
  return useContext(PracticedContext);
}

/** How far the recruiter's first lines are rendered, from 0 to 1; undefined when they are ready. */
export const PreparingContext = createContext<number | undefined>(undefined);

export function usePreparing(): number | undefined {
  return useContext(PreparingContext);
}
