import { Star } from 'lucide-react';
import { useState } from 'react';
import type { InterviewId } from '../../../shared/ids.ts';
import type { AttemptQuestion } from '../../../shared/protocol/practiceRoutes.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { toast } from '../../core/toast.ts';
import { usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';

const texts = practicePage.best;

interface BestTakeProps {
  interviewId: InterviewId;
  question: AttemptQuestion;
  /** If true, the button is only its icon. */
  compact?: boolean;
}

/** Marks a recorded answer as the best take of its question. A second press removes the mark. */
export function BestTake({ interviewId, question: { best = false, questionId }, compact }: BestTakeProps) {
  const session = usePracticePage();
  const [pending, setPending] = useState(false);
  const press = async () => {
    if (pending) return;
    setPending(true);
    try {
      await session.markBest(interviewId, questionId, !best);
    } catch (error) {
      toast.error(texts.failed, errorMessage(error));
    } finally {
      setPending(false);
    }
  };
  const shared = { 'aria-pressed': best, icon: best ? BestIcon : Star, onClick: () => void press() };
  return compact ? (
    <IconButton {...shared} size="sm" label={texts.label} className="max-sm:size-10" />
  ) : (
    <Button {...shared}>{texts.label}</Button>
  );
}

export function BestIcon({ className }: { className: string }) {
  return <Star className={`${className} text-warm-ink`} fill="currentColor" />;
}
