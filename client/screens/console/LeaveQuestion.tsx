import { useState } from 'react';
import { useBlocker } from 'react-router';
import { ConfirmDialog } from '../../components/ui/ConfirmDialog.tsx';
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
  if (blocker.state !== 'blocked' || !words) return null;
  return (
    <ConfirmDialog
      open
      onOpenChange={() => blocker.reset()}
      title={words.title}
      description={words.body}
      confirmLabel={words.confirm}
      cancelLabel={words.keep}
      onConfirm={() => blocker.proceed()}
    />
  );
}
