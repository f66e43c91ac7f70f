import { Bot, RotateCcw, TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { InterviewView } from '../../../../shared/interview/view.ts';
import type { ClipProgress } from '../../../../shared/protocol/recruiterRoutes.ts';
import type { RecruiterView } from '../../../../shared/recruiter/recruiterView.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { ProgressBar } from '../../../components/ui/ProgressBar.tsx';
import { Skeleton } from '../../../components/ui/Skeleton.tsx';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { conductor } from '../../../texts/conductor.ts';
import { recruiterConductor } from '../../../texts/recruiterConductor.ts';
import { recruiterClips, recruiterSetup, recruiterClips as texts } from '../../../texts/recruiterSetup.ts';
import { PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';

export function RecruiterSection({ view }: { view: InterviewView }) {
  const settings = view.recruiterSettings;
  if (!settings) return null;
  const { voice, pace, practice } = settings;
  return (
    <PageSection title={recruiterClips.title}>
      <Card className="flex flex-col gap-4">
        <div className="flex items-start gap-3 text-sm">
          <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent-ink">
            <Bot className="size-5" />
          </span>
          <div className="flex min-w-0 flex-col gap-1">
            <p>{recruiterSetup.heldLine}</p>
            <p className="text-muted">{recruiterSetup.settings(voice, pace, practice)}</p>
            {view.phase === 'open' && view.recruiter && (
              <CurrentQuestion view={view} recruiter={view.recruiter} />
            )}
          </div>
        </div>
        <ClipsReady interviewId={view.interviewId} />
      </Card>
    </PageSection>
  );
}

function CurrentQuestion({ view, recruiter }: { view: InterviewView; recruiter: RecruiterView }) {
  const { turn, personSeatId, question } = recruiter;
  const person = personSeatId && view.seats[personSeatId]?.displayName;
  const position =
    question &&
    (question.number === undefined
      ? recruiterConductor.practice
      : conductor.numberOf(question.number, question.of));
  return (
    <p className="font-medium">
      {[position, recruiterConductor.turn(turn, person)].filter(Boolean).join(' · ')}
    </p>
  );
}

const WHILE_MAKING_MS = 1_500;
/** Polling interval after rendering. Rendering restarts if the kit changes or clips are deleted. */
const WHILE_READY_MS = 15_000;

function ClipsReady({ interviewId }: { interviewId: InterviewId }) {
  const progress = useRouteQuery(
    'recruiterClips.progress',
    { interviewId },
    { refetchIntervalMs: ({ state }) => (isSettled(state.data) ? WHILE_READY_MS : WHILE_MAKING_MS) },
  );
  return (
    <Loaded query={progress} failed={texts.loadFailed} skeleton={<Skeleton className="h-12 w-full" />}>
      {data => <Progress progress={data} interviewId={interviewId} />}
    </Loaded>
  );
}

type ProgressProps = { progress: ClipProgress; interviewId: InterviewId };
type FailedLinesProps = Pick<ClipProgress, 'failed'> & Pick<ProgressProps, 'interviewId'>;

function Progress({ progress, interviewId }: ProgressProps) {
  const { total, ready, failed, renderingText } = progress;
  const words = ready === total ? texts.allReady(total) : texts.ready(ready, total);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-2">
        <p className="text-sm font-medium tabular-nums">{words}</p>
        <ProgressBar
          label={texts.bar}
          share={total === 0 ? 0 : ready / total}
          valueText={words}
          tone={ready === total ? 'success' : 'accent'}
        />
        {ready < total && (
          <div className="flex flex-col gap-0.5 text-sm text-muted">
            {/* Keeps the line's height, so that the page doesn't jump when the text is missing. */}
            <p className="min-h-5 truncate" title={renderingText}>
              {renderingText !== undefined && texts.making(renderingText)}
            </p>
            <p>{texts.meanwhile}</p>
          </div>
        )}
      </div>
      {failed.length > 0 && <FailedLines failed={failed} interviewId={interviewId} />}
    </div>
  );
}

function FailedLines({ failed, interviewId }: FailedLinesProps) {
  const mayRetry = useStaffMay('interviews.change');
  const retry = useRouteMutation('recruiterClips.retry', ['recruiterClips.progress']);
  const again = () =>
    retry.mutate({ interviewId }, { onError: error => toast.error(texts.retryFailed, errorMessage(error)) });
  const [silent, spoken] = [failed.filter(isSilent), failed.filter(line => !isSilent(line))];
  return (
    <div className="flex flex-col gap-4 rounded-card bg-warning-soft p-4 text-sm" role="status">
      {silent.length > 0 && <Lines title={texts.failedTitle(silent.length)} lines={silent} />}
      {spoken.length > 0 && <Lines title={texts.fallbackTitle(spoken.length)} lines={spoken} />}
      {mayRetry && (
        <Button size="sm" className="self-start" pending={retry.isPending} icon={RotateCcw} onClick={again}>
          {texts.retry}
        </Button>
      )}
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: ClipProgress['failed'] }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <h3 id={id} className="flex items-center gap-2 font-medium text-warning-ink">
        <TriangleAlert className="size-4 shrink-0" />
        {title}
      </h3>
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: focusable, so that the keyboard can scroll it
        tabIndex={0}
        aria-labelledby={id}
        className="flex max-h-60 flex-col gap-3 overflow-y-auto rounded-control"
      >
        {lines.map(({ lineKey, text, reason, fallback = texts.shown }) => (
          <li key={lineKey} className="flex flex-col gap-0.5">
            <p className="line-clamp-2">“{text}”</p>
            <p className="text-muted">
              {reason} {fallback}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** True if the line has no fallback voice. It is then shown as text. */
function isSilent({ fallback }: ClipProgress['failed'][number]): boolean {
  return fallback === undefined;
}

function isSettled(progress: ClipProgress | undefined): boolean {
  if (!progress) return false;
  const { total, ready, failed, renderingText } = progress;
  return renderingText === undefined && ready + failed.filter(isSilent).length >= total;
}
