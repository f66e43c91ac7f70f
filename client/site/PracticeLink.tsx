import { Mic } from 'lucide-react';
import type { QuestionId } from '../../shared/kit/kitIds.ts';
import { type ButtonSize, buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';

interface PracticeLinkProps {
  slug: string;
  practices: boolean;
  /** One question alone. */
  question?: QuestionId;
  size: ButtonSize;
  className?: string;
}

/** The way into practice. Where there is none it is not there either: a button that leads nowhere is worse than none. */
export function PracticeLink({ slug, practices, question, size, className }: PracticeLinkProps) {
  if (!practices) return null;
  const address = new URLSearchParams({ role: slug, ...(question && { question }) });
  return (
    // Search engines have no use for the page behind it.
    <a
      href={`/practice?${address}`}
      rel="nofollow"
      lang="en"
      className={buttonStyle(question ? 'secondary' : 'primary', size, className)}
    >
      <Mic className={size === 'lg' ? 'size-5' : 'size-4'} aria-hidden="true" />
      {question ? texts.rolePage.practiceQuestion : texts.practice}
    </a>
  );
}
