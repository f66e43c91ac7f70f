import { ChevronDown, FileText, LoaderCircle, Mic, Play, RotateCcw } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { isOnlyWritten, type NextStep, nextStepOf } from '../../../shared/practice/nextStep.ts';
import { coveredOf, isAnswered } from '../../../shared/practice/practiceArc.ts';
import type {
  AttemptQuestion,
  PracticeAttempt,
  PracticePage,
} from '../../../shared/protocol/practiceRoutes.ts';
import { spokenMs } from '../../../shared/recording/review.ts';
import { paceBefore, statusOf } from '../../core/practice/attempts.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { useJump } from '../../hooks/practice/useJump.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { PageHeading } from '../shell/PageHeading.tsx';
import { Button } from '../ui/Button.tsx';
import { GuidePoints } from './GuidePoints.tsx';
import { VoiceProgress } from './VoiceProgress.tsx';

const texts = practicePage;
const BARS = 44;

/** Opens the page: what the person did in this attempt, one thing to try, and the ways to do it. */
export function OwnAnswer({ attempt, page }: { attempt: PracticeAttempt; page: PracticePage }) {
  const answered = attempt.questions.filter(isAnswered);
  const [only] = attempt.questions.length === 1 ? attempt.questions : [];
  const { createdAt, role, startedAt } = attempt;
  return (
    <section data-own-answer className="flex min-w-0 flex-col gap-5">
      <div className="flex flex-col gap-2">
        <p className="text-sm font-medium text-warm-ink">
          {role} · {texts.moment(startedAt ?? createdAt, Date.now())}
        </p>
        <PageHeading className="text-2xl! text-balance sm:text-3xl!">{headlineOf(attempt)}</PageHeading>
        {only && <p className="max-w-[60ch] text-lg text-muted">{only.text}</p>}
      </div>
      {only ? (
        isAnswered(only) && <AnswerFacts question={only} paceBefore={paceBefore(page.attempts, attempt)} />
      ) : (
        <AttemptFacts attempt={attempt} answers={answered.length} />
      )}
      {attempt.state === 'over' ? <NextThing attempt={attempt} page={page} /> : <Resume attempt={attempt} />}
      {attempt.state === 'over' && only && <Texts attempt={attempt} question={only} />}
    </section>
  );
}

function headlineOf({ delivery, questions, state }: PracticeAttempt): string {
  const { headline } = texts;
  if (state !== 'over') return headline.going;
  const answered = questions.filter(isAnswered);
  if (answered.length === 0) {
    const unheard = questions.filter(question => question.unheard);
    return unheard.length > 0 ? headline.unheard(unheard.length) : headline.none;
  }
  if (answered.every(isOnlyWritten)) return headline.wrote;
  const heardMs = delivery ? spokenMs(delivery) : 0;
  return heardMs > 0 ? headline.spoke(heardMs) : headline.answered(answered.length);
}

interface AnswerFactsProps {
  question: AttemptQuestion;
  /** Average pace of earlier answers. */
  paceBefore: number | undefined;
}

function AnswerFacts({ question, paceBefore: before }: AnswerFactsProps) {
  const { answerMs, firstWordMs, questionId, spoken, targetMs } = question;
  if (answerMs === undefined || targetMs === undefined) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <VoiceProgress seed={questionId} bars={BARS} share={answerMs / targetMs} className="h-10 w-full" />
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted tabular-nums">
        <span>{firstWordMs !== undefined && texts.facts.firstWord(firstWordMs)}</span>
        <span>{texts.facts.planned(targetMs)}</span>
      </p>
      {spoken?.wordsPerMinute !== undefined && (
        <p className="text-sm text-muted tabular-nums">{texts.facts.pace(spoken.wordsPerMinute, before)}</p>
      )}
    </div>
  );
}

/** What the person said and wrote, what the guide mentions, and the model answer that the recruiter announced, folded to its first lines. */
function Texts({ attempt, question }: { attempt: PracticeAttempt; question: AttemptQuestion }) {
  const { modelAnswer, questionId, spoken, written, wroteFollowUpOnly } = question;
  const onJump = useJump(attempt, questionId);
  const { model, written: wrote, writtenFollowUp } = texts.questions;
  return (
    <>
      {spoken && (
        <Folded title={texts.questions.spoken}>{spoken.lines.map(({ text }) => text).join('\n')}</Folded>
      )}
      {spoken?.points && <GuidePoints points={spoken.points} onJump={onJump} />}
      {written && <Folded title={wroteFollowUpOnly ? writtenFollowUp : wrote}>{written}</Folded>}
      {modelAnswer && <Folded title={model}>{modelAnswer}</Folded>}
    </>
  );
}

function Folded({ title, children }: { title: string; children: string }) {
  const titleId = useId();
  return (
    <details aria-labelledby={titleId} className="group/folded max-w-[70ch]">
      <summary className="flex cursor-pointer list-none flex-col gap-1 rounded-control [&::-webkit-details-marker]:hidden">
        <span id={titleId} className="flex items-center gap-1.5 text-sm font-medium text-muted">
          {title}
          <ChevronDown className="size-4 transition-transform group-open/folded:rotate-180" />
        </span>
        <span className="line-clamp-3 whitespace-pre-wrap wrap-anywhere group-open/folded:line-clamp-none">
          {children}
        </span>
      </summary>
    </details>
  );
}

function AttemptFacts({ attempt, answers }: { attempt: PracticeAttempt; answers: number }) {
  if (attempt.state !== 'over' || answers === 0) return null;
  const all = attempt.questions.length;
  return (
    <div className="flex flex-col gap-1.5">
      <VoiceProgress seed={attempt.interviewId} bars={BARS} share={answers / all} className="h-10 w-full" />
      <p className="text-sm text-muted tabular-nums">{texts.facts.answered(answers, all)}</p>
    </div>
  );
}

function NextThing({ attempt, page }: { attempt: PracticeAttempt; page: PracticePage }) {
  const { token } = usePracticePage();
  const { location } = usePractice();
  const { interviewId, questions, slug } = attempt;
  const { recording } = attempt;
  const step = nextStepOf({ isRecorded: recording.state !== 'none', questions });
  const about = questionOf(step, attempt);
  const [upcoming] = page.role && page.role.slug === slug ? coveredOf(page.role, page.attempts).left : [];
  const target = 'questionId' in step ? step.questionId : upcoming?.questionId;
  const readable = attempt.evaluation === 'ready';
  const isOpen = page.role !== undefined && page.role.slug === slug;
  return (
    <div className="flex flex-col gap-4">
      {/* Without more questions, there is nothing to suggest that isn't below. */}
      {(step.kind !== 'go-on' || upcoming) && (
        <div data-next-step={step.kind} className="flex flex-col gap-1 border-l-3 border-warm pl-4">
          <h2 className="text-sm font-medium text-warm-ink">{texts.step.title}</h2>
          <p className="max-w-[52ch] text-lg text-pretty">
            {step.kind === 'go-on' && upcoming ? upcoming.title : texts.step.advice(step)}
          </p>
          {about && questions.length > 1 && <p className="max-w-[60ch] text-sm text-muted">{about.text}</p>}
        </div>
      )}
      <div className="flex flex-wrap gap-2 max-sm:flex-col">
        {readable && (
          <Action icon={FileText} primary onPress={() => location.go({ page: token, report: interviewId })}>
            {texts.reports.read}
          </Action>
        )}
        {isOpen && slug && target && (
          <Action
            icon={'questionId' in step ? RotateCcw : Mic}
            primary={!readable}
            onPress={() => location.go({ page: token, role: slug, question: target, now: true })}
          >
            {'questionId' in step ? texts.step.again : texts.step.next}
          </Action>
        )}
        {statusOf(attempt) === 'ready' && (
          <Action
            icon={Play}
            primary={!readable && !(isOpen && target)}
            onPress={() =>
              location.go({ page: token, watch: interviewId, ...(about && { q: about.questionId }) })
            }
          >
            {texts.step.watch}
          </Action>
        )}
        {/* Keeps the place of the button. */}
        {recording.state === 'processing' && (
          <Action icon={LoaderCircle} primary={false} waits>
            {texts.watchLater(Math.round(recording.progress * 100))}
          </Action>
        )}
      </div>
    </div>
  );
}

function questionOf(step: NextStep, { questions }: PracticeAttempt): AttemptQuestion | undefined {
  return 'questionId' in step
    ? questions.find(({ questionId }) => questionId === step.questionId)
    : undefined;
}

function Resume({ attempt: { interviewId, length, purpose, role, slug } }: { attempt: PracticeAttempt }) {
  const { token } = usePracticePage();
  const { enter } = usePractice();
  return (
    <div className="flex">
      <Action icon={Play} primary onPress={() => enter(token, { interviewId, length, purpose, role, slug })}>
        {texts.actions.resume}
      </Action>
    </div>
  );
}

interface ActionProps {
  icon: typeof Play;
  primary: boolean;
  /** True until there is something to open. */
  waits?: boolean;
  onPress?: () => void;
  children: ReactNode;
}

function Action({ icon, primary, waits, onPress, children }: ActionProps) {
  return (
    <Button
      size="lg"
      variant={primary ? 'primary' : 'secondary'}
      icon={icon}
      className="tabular-nums max-sm:w-full"
      disabled={waits}
      onClick={onPress}
    >
      {children}
    </Button>
  );
}
