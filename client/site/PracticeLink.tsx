import { Mic } from 'lucide-react';
import type { QuestionId } from '../../shared/kit/kitIds.ts';
import type { RolePage, SiteContext } from '../../shared/site/sitePages.ts';
import { type ButtonSize, buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';

/** `shown`: as it will look, without leading anywhere yet. */
export type Practice = 'open' | 'shown' | 'none';

export function practiceOf({ preview }: RolePage, { practices }: SiteContext): Practice {
  if (!practices) return 'none';
  return preview && !preview.published ? 'shown' : 'open';
}

interface PracticeLinkProps {
  slug: string;
  practice: Practice;
  /** One question alone. */
  question?: QuestionId;
  size: ButtonSize;
  className?: string;
}

/** The way into practice. Where there is none it is not there either: a button that leads nowhere is worse than none. */
export function PracticeLink({ slug, practice, question, size, className }: PracticeLinkProps) {
  if (practice === 'none') return null;
  const style = buttonStyle(question ? 'secondary' : 'primary', size, className);
  const label = (
    <>
      <Mic className={size === 'lg' ? 'size-5' : 'size-4'} aria-hidden="true" />
      {question ? texts.rolePage.practiceQuestion : texts.practice}
    </>
  );
  if (practice === 'shown') return <span className={style}>{label}</span>;
  const address = new URLSearchParams({ role: slug, ...(question && { question }) });
  return (
    // Search engines have no use for the page behind it.
    <a href={`/practice?${address}`} rel="nofollow" className={style}>
      {label}
    </a>
  );
}
