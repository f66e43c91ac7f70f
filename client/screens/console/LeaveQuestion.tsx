import { useState } from 'react';
import { useBlocker } from 'react-router';
import { LeaveDialog } from '../../components/ui/LeaveDialog.tsx';
import { type LeaveWords, questionBeforeLeaving } from '../../core/unsaved.ts';

/** Asks before a link, Back, or Forward leaves a page with something unsaved (`useUnsaved`). */
export function LeaveQuestion() {
  const [words, setWords] = useState<LeaveWords>();
  const blocker = useBlocker(({ currentLocation: from, nextLocation: to, historyAction }) => {
    const { pathname } = to;
    if (pathname === '/login' || pathname + to.search === from.pathname + from.search) return false;
    const question = questionBeforeLeaving({ pathname, isBack: historyAction === 'POP' });
    setWords(question);
    return question !== undefined;
  });
  if (blocker.state !== 'blocked') return null;
  return <LeaveDialog question={words} onKeep={() => blocker.reset()} onLeave={() => blocker.proceed()} />;
}
