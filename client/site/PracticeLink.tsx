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
  /** Title of the question, for a list in which it names the link together with a short label. */
  of?: string;
  size: ButtonSize;
  /** True for links that make the bar on phones unnecessary while they are in view. */
  main?: boolean;
  className?: string;
}

/**
 * Link to practice: of a question, which starts immediately, or of the role, whose form comes first. Renders
 * nothing if the server offers no practice.
 */
export function PracticeLink({
  slug,
  practice,
  question,
  of,
  size,
  main = false,
  className,
}: PracticeLinkProps) {
  if (practice === 'none') return null;
  const style = buttonStyle(question ? 'secondary' : 'primary', size, className);
  const marks = main ? { 'data-practice': '' } : {};
  const label = (
    <>
      <Mic className={size === 'lg' || size === 'xl' ? 'size-5' : 'size-4'} />
      {question && of === undefined && texts.rolePage.practiceQuestion(question.related)}
      {question && of !== undefined && (
        <>
          {texts.rolePage.practiceShort(question.related)}
          <span className="sr-only">: {of}</span>
        </>
      )}
      {!question && texts.practice}
    </>
  );
  if (practice === 'shown')
    return (
      <span {...marks} className={style}>
        {label}
      </span>
    );
  const address = new URLSearchParams({
    role: slug,
    ...(question && { question: question.questionId, now: '1' }),
  });
  return (
    <a href={`/practice?${address}`} rel="nofollow" {...marks} className={style}>
      {label}
    </a>
  );
}
