import { useEffect, useRef, useState } from 'react';
import type { InterviewId } from '../../../shared/ids.ts';
import type { PracticePlace } from '../../../shared/protocol/practiceRoutes.ts';
import { noteNavigation } from '../../core/navigation.ts';
import { askPractice } from '../../core/practice/askPractice.ts';
import { AttemptPlace } from '../../core/practice/attemptPlace.ts';

/** An attempt's place in the queue, kept for as long as the component is there. `first` is what is known of it already. */
export function useAttemptPlace(
  page: string,
  interviewId: InterviewId,
  first: PracticePlace | undefined,
): AttemptPlace | undefined {
  const [place, setPlace] = useState<AttemptPlace>();
  const known = useRef(first);
  useEffect(() => {
    const ask = async () => (await askPractice('practice.place', { page, interviewId })).place;
    const made = new AttemptPlace(ask, known.current);
    known.current = undefined;
    let before = made.stage.get().state;
    // What comes next is another page to who uses it.
    made.stage.subscribe(() => {
      const { state } = made.stage.get();
      if (state !== before) noteNavigation();
      before = state;
    });
    setPlace(made);
    return () => {
      made.close();
      setPlace(undefined);
    };
  }, [page, interviewId]);
  return place;
}
