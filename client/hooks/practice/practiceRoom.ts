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

/** Title of the question that a person practices, if it's only one. */
export const PracticedQuestionContext = createContext<string | undefined>(undefined);

export function usePracticedQuestion(): string | undefined {
  return useContext(PracticedQuestionContext);
}

/** How far the recruiter's first lines are rendered, from 0 to 1; undefined when they are ready. */
export const PreparingContext = createContext<number | undefined>(undefined);

export function usePreparing(): number | undefined {
  return useContext(PreparingContext);
}
