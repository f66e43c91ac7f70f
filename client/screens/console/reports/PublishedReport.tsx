import { CircleCheck, CloudOff, FileX2 } from 'lucide-react';
import { useState } from 'react';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { ClipProgress, ReportQuestion } from '../../../../shared/protocol/reportRoutes.ts';
import type { FeedbackRating } from '../../../../shared/report/candidateReport.ts';
import { REPORT_LIMITS } from '../../../../shared/report/reportContent.ts';
import { Banner, ErrorBanner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ProgressBar } from '../../../components/ui/ProgressBar.tsx';
import { Spinner } from '../../../components/ui/Spinner.tsx';
import { TextArea } from '../../../components/ui/TextArea.tsx';
import { toast } from '../../../core/toast.ts';
import { useMember, useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useStoredText } from '../../../hooks/useStoredText.ts';
import { formatClock } from '../../../texts/clock.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';
import { ConfirmRequest } from '../ConfirmRequest.tsx';
import { CandidateLinks } from './CandidateLinks.tsx';
import { useReport, useReportState } from './reportContext.ts';

const texts = reportEditorTexts.after;
const { retract } = reportEditorTexts;

export function PublishedReport() {
  const { workspace } = useReport();
  const version = useReportState(({ base }) => base.version);
  const dirty = useReportState(state => state.dirty);
  const mayPublish = useStaffMay('reports.publish');
  const [retracting, setRetracting] = useState(false);
  if (workspace.publishedAt === undefined) return null;
  if (workspace.state === 'retracted') return <Banner tone="warning">{texts.retracted}</Banner>;
  const now = Date.now();
  return (
    <section
      aria-labelledby="section-published"
      data-published
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-1">
          <h2 id="section-published" className="text-base font-semibold">
            {texts.title}
          </h2>
          <p className="text-sm text-muted">
            {[
              `${texts.at(workspace.publishedAt, now)}.`,
              workspace.updatedAt !== undefined && `${texts.updated(workspace.updatedAt, now)}.`,
              workspace.read ? texts.read : texts.unread,
            ]
              .filter(Boolean)
              .join(' ')}
          </p>
          {(dirty || version !== workspace.publishedVersion) && (
            <p className="text-sm text-warning-ink">{texts.changed}</p>
          )}
        </div>
        {mayPublish && (
          <Button size="sm" variant="danger-quiet" onClick={() => setRetracting(true)}>
            {retract.button}
          </Button>
        )}
      </div>
      {workspace.ratingsChanged && (
        <Banner tone="warning" title={texts.ratingsChanged}>
          {texts.ratingsChangedBody}
        </Banner>
      )}
      <ClipsProgress clips={workspace.clips} />
      {workspace.kind === 'interview' && mayPublish && <CandidateLinks workspace={workspace} />}
      {workspace.question && (
        <CandidateQuestion interviewId={workspace.interviewId} question={workspace.question} />
      )}
      {workspace.rating && <CandidateRating rating={workspace.rating} />}
      {retracting && (
        <ConfirmRequest
          route="reports.retract"
          params={{ interviewId: workspace.interviewId }}
          refreshes={['reports.read', 'evaluations.list']}
          title={retract.title}
          description={retract.body}
          confirmLabel={retract.button}
          danger
          onClose={() => setRetracting(false)}
          done={retract.done}
        />
      )}
    </section>
  );
}

function ClipsProgress({ clips }: { clips: readonly ClipProgress[] }) {
  if (clips.length === 0) return null;
  const ready = clips.filter(({ state }) => state === 'ready').length;
  const words = texts.clipsReady(ready, clips.length);
  const cutting = clips.some(({ state }) => state === 'preparing');
  return (
    <div className="flex flex-col gap-2 text-sm" data-clips>
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{texts.clips}</span>
        <span className="text-muted tabular-nums">{words}</span>
      </p>
      {cutting && <ProgressBar slim label={texts.clips} share={ready / clips.length} valueText={words} />}
      <ul className="flex flex-col gap-1">
        {clips.map(({ fromMs, state, toMs }) => (
          <li key={`${fromMs} ${toMs}`} data-clip-state={state} className="flex items-center gap-2">
            <ClipSign state={state} />
            <span className="tabular-nums">{texts.clipAt(formatClock(fromMs), formatClock(toMs))}</span>
            <span className="text-muted">{texts.clipStates[state]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ClipSign({ state }: Pick<ClipProgress, 'state'>) {
  if (state === 'preparing') return <Spinner />;
  if (state === 'ready') return <CircleCheck className="size-4 shrink-0 text-success-ink" />;
  const Icon = state === 'erased' ? FileX2 : CloudOff;
  return <Icon className="size-4 shrink-0 text-warning-ink" />;
}

function CandidateQuestion(props: { interviewId: InterviewId; question: ReportQuestion }) {
  const { interviewId, question } = props;
  const key = `vivavoce.report-answer.${useMember()?.userId ?? ''}.${interviewId}`;
  const { text, change, sent } = useStoredText(key, question.answer);
  const answer = useRouteMutation('reports.answer', ['reports.read']);
  const unchanged = text.trim() === '' || text.trim() === question.answer;
  const send = () =>
    answer.mutate(
      { interviewId, answer: text.trim() },
      {
        onSuccess: () => {
          sent();
          toast.success(texts.answered);
        },
      },
    );
  return (
    <div className="flex flex-col gap-2" data-candidate-question>
      <h3 className="text-sm font-medium">
        {texts.question}{' '}
        <span className="font-normal text-muted">{texts.askedAt(question.askedAt, Date.now())}</span>
      </h3>
      <p className="border-l-2 border-line-strong pl-3 text-sm break-words whitespace-pre-wrap">
        {question.text}
      </p>
      <TextArea
        label={texts.answer}
        hint={texts.answerHint}
        maxLength={REPORT_LIMITS.answer}
        value={text}
        onChange={({ target }) => change(target.value)}
      />
      <Button
        size="sm"
        variant="primary"
        className="self-start"
        disabled={unchanged}
        pending={answer.isPending}
        onClick={send}
      >
        {question.answer === undefined ? texts.send : texts.change}
      </Button>
      <ErrorBanner title={texts.answerFailed} error={answer.error} />
    </div>
  );
}

const ASKED = ['specific', 'fair', 'nextStep'] as const;

function CandidateRating({ rating }: { rating: FeedbackRating }) {
  return (
    <div className="flex flex-col gap-2 text-sm" data-rating>
      <h3 className="font-medium">{texts.rating}</h3>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        <div className="font-medium tabular-nums">
          <dt className="sr-only">{texts.rating}</dt>
          <dd>{texts.stars(rating.stars)}</dd>
        </div>
        {ASKED.map(question => (
          <div key={question} className="flex gap-1.5">
            <dt className="text-muted">{texts[question]}</dt>
            <dd>{texts.answers[rating[question]]}</dd>
          </div>
        ))}
      </dl>
      {rating.line !== '' && <p className="border-l-2 border-line-strong pl-3 break-words">{rating.line}</p>}
    </div>
  );
}
