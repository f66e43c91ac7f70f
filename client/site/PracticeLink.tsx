import { Mic } from 'lucide-react';
import type { GuidePractice } from '../../shared/practice/practiceEdition.ts';
import type { RolePage, SiteContext } from '../../shared/site/sitePages.ts';
import { type ButtonSize, buttonStyle } from '../components/ui/buttonStyle.ts';
import { site as texts } from '../texts/site.ts';

/** `shown` is for previews of unpublished roles. It looks like the link of `open`, but isn't a link. */
export type Practice = 'open' | 'shown' | 'none';

export function practiceOf({ preview }: RolePage, { practices }: SiteContext): Practice {
  if (!practices) return 'none';
  return preview && !preview.published ? 'shown' : 'open';
}

interface PracticeLinkProps {
  slug: string;
  practice: Practice;
  question?: GuidePractice;
  size: ButtonSize;
  className?: string;
}

/** Link to start practice. Renders nothing if the server offers no practice. */
export function PracticeLink({ slug, practice, question, size, className }: PracticeLinkProps) {
  if (practice === 'none') return null;
  const style = buttonStyle(question ? 'secondary' : 'primary', size, className);
  const label = (
    <>
      <Mic className={size === 'lg' ? 'size-5' : 'size-4'} />
      {question ? texts.rolePage.practiceQuestion(question.related) : texts.practice}
    </>
  );
  if (practice === 'shown') return <span className={style}>{label}</span>;
  const address = new URLSearchParams({ role: slug, ...(question && { question: question.questionId }) });
  return (
    <a href={`/practice?${address}`} rel="nofollow" className={style}>
      {label}
    </a>
  );
}
