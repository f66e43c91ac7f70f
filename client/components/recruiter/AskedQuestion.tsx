import { GraduationCap } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { PRACTICE_START_WITHIN_MINUTES } from '../../../shared/practice/practice.ts';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { isShownQuestion } from '../../core/recruiter/captions.ts';
import { useView } from '../../hooks/room/session.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { roomRecording } from '../../texts/roomRecording.ts';
import { Badge } from '../ui/Badge.tsx';
import { classNames } from '../ui/classNames.ts';

export function Progress({ recruiter, buttonCount = 0 }: { recruiter: RecruiterView; buttonCount?: number }) {
  const { question } = recruiter;
  if (hasBriefing(recruiter)) return <p className="text-sm font-medium text-muted">{texts.panel.briefing}</p>;
  if (!question) return null;
  if (question.practice)
    return (
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-xs @2xl:text-sm">
        <Badge tone="warning" icon={GraduationCap}>
          {texts.panel.practice}
        </Badge>
        <span className="text-warning-ink">{texts.panel.practiceNote}</span>
      </p>
    );
  // One question needs no count.
  if (question.number === undefined || question.of === 1) return null;
  return (
    <p className="text-sm font-medium whitespace-nowrap text-muted tabular-nums">
      {/* Phones have space only for the number. */}
      <span className={classNames('@max-lg:folded:sr-only', buttonCount > 0 && '@max-lg:sr-only')}>
        {texts.panel.questionNumber}{' '}
      </span>
      {texts.panel.progress(question.number, question.of)}
    </p>
  );
}

/** What to read now: the question in its latest words, or what to do while there is none. */
export function AskedQuestion({ recruiter }: { recruiter: RecruiterView }) {
  const { question, closing, buttons, turn } = recruiter;
  const { practice } = useView();
  if (hasBriefing(recruiter))
    return turn === 'before' && <Asked>{practice ? practiceRoom.ready : texts.panel.ready}</Asked>;
  if (!question)
    return (
      <>
        {(!practice || !buttons.includes('finish')) && (
          <p className="text-base text-pretty text-muted">{texts.panel.between(closing === true)}</p>
        )}
        {buttons.includes('finish') && (
          <p className="text-base text-pretty text-muted">
            {practice ? practiceRoom.finish : texts.panel.finish}
          </p>
        )}
      </>
    );
  const { text, probe, otherWords } = question;
  if (probe === undefined && otherWords === undefined) return <Asked>{text}</Asked>;
  return (
    <div>
      <p className="text-xs font-semibold text-accent-ink">
        {otherWords === undefined ? texts.panel.followUp : texts.buttons.rephrase.full}
      </p>
      <Asked>{otherWords ?? probe ?? text}</Asked>
    </div>
  );
}

/**
 * What the question is about, in earlier words, and what belongs to it. The panel doesn't grow for it beyond
 * a line, which fades where the panel ends.
 */
export function Behind({ recruiter, children }: { recruiter: RecruiterView; children?: ReactNode }) {
  const { text, probe, otherWords } = recruiter.question ?? {};
  return (
    <div data-behind className="flex max-h-9 flex-col gap-2 *:shrink-0 empty:hidden">
      {hasBriefing(recruiter) ? (
        <Briefing recruiter={recruiter} />
      ) : (
        <>
          {otherWords !== undefined && probe !== undefined && <p className="text-sm text-muted">{probe}</p>}
          {(otherWords ?? probe) !== undefined && <p className="text-sm text-muted">{text}</p>}
        </>
      )}
      {children}
    </div>
  );
}

/** Shows a line that has no sound, unless it is the question below, which is shown anyway. */
export function SilentLine({ recruiter }: { recruiter: RecruiterView }) {
  const { caption, turn } = recruiter;
  if (!caption || caption.spoken || turn !== 'speaking' || isShownQuestion(recruiter)) return null;
  return (
    <p data-caption className="rounded-control bg-raised px-3 py-2 text-base">
      {caption.text}
    </p>
  );
}

export function hasBriefing({ turn, buttons }: RecruiterView): boolean {
  return turn === 'before' || buttons.includes('skipIntroduction');
}

function Briefing({ recruiter: { turn, briefing } }: { recruiter: RecruiterView }) {
  const { practice, recording } = useView();
  return (
    <>
      {turn === 'before' && recording.why === 'practice' && <p>{roomRecording.withFirstQuestion}</p>}
      {turn === 'before' && practice && <p>{practiceRoom.startWithin(PRACTICE_START_WITHIN_MINUTES)}</p>}
      {briefing === undefined ? (
        texts.waiting.facts.slice(1).map(fact => <p key={fact}>{fact}</p>)
      ) : (
        <p className="whitespace-pre-line">{briefing}</p>
      )}
    </>
  );
}

/** Lengths in characters up to which a question is large on a phone, and at the usual size where there is little height. */
const SHORT = 100;
const MEDIUM = 140;

function Asked({ children }: { children: string }) {
  const { length } = children;
  return (
    <p
      data-asked
      className={classNames(
        'font-medium text-pretty @2xl:text-lg',
        length <= SHORT ? 'text-lg' : 'text-base',
        length > MEDIUM
          ? 'short:text-sm in-data-compact:text-sm sideways:text-sm'
          : 'sideways:in-data-compact:text-base',
      )}
    >
      {children}
    </p>
  );
}

/** Height over which a text fades where it continues. */
const FADE_PX = 36;

type ScrollingTextProps = { label: string; className: string; children: ReactNode };

export function ScrollingText({ label, className, children }: ScrollingTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  const [continues, setContinues] = useState(false);
  const measure = useCallback(() => {
    const { current } = place;
    if (!current) return;
    const hiddenPx = current.scrollHeight - current.clientHeight;
    setOverflows(hiddenPx > 0);
    setContinues(hiddenPx - current.scrollTop > 1);
    const asked = current.querySelector('[data-asked]')?.getBoundingClientRect();
    const belowPx = asked ? current.getBoundingClientRect().bottom - asked.bottom : -1;
    // Only what is behind the question fades. A question that is itself cut fades too.
    current.style.setProperty('--fade', `${belowPx >= 0 ? Math.min(FADE_PX, belowPx) : FADE_PX}px`);
  }, []);
  // Measured on every render too, because the observer runs late on a busy machine.
  useLayoutEffect(measure);
  useEffect(() => {
    const sizes = new ResizeObserver(measure);
    for (const { current } of [place, content]) if (current) sizes.observe(current);
    return () => sizes.disconnect();
  }, [measure]);
  return (
    <div
      ref={place}
      data-continues={continues || undefined}
      onScroll={measure}
      // A line at the lower edge fades instead of being cut.
      className={classNames(
        className,
        'overflow-y-auto',
        continues && 'mask-b-from-[calc(100%-var(--fade))]',
      )}
      {...(overflows && { role: 'group', 'aria-label': label, tabIndex: 0 })}
    >
      <div ref={content}>{children}</div>
    </div>
  );
}
