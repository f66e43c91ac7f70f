import { Bot, ClipboardList, FileText, Play } from 'lucide-react';
import { Link } from 'react-router';
import { outcomesWhile } from '../../../../shared/candidates/decision.ts';
import type { CandidateId } from '../../../../shared/ids.ts';
import type { CandidateRound } from '../../../../shared/protocol/candidateRoutes.ts';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { loopTexts } from '../../../texts/loops.ts';
import { InterviewStatusBadge } from '../interviews/InterviewStatusBadge.tsx';
import { dayTimeOf } from '../interviews/listedTime.ts';
import { RoundDecisions } from './Decisions.tsx';

const texts = candidateTexts.page;

interface RoundProps {
  candidateId: CandidateId;
  round: CandidateRound;
  name: string;
  /** True when recordings are kept until someone deletes them. */
  keptForever: boolean;
}

/** One interview in a candidate's record. */
export function Round({ candidateId, round, name, keptForever }: RoundProps) {
  const now = useNow(60_000);
  const { interviewId, seatId, title, jobRole, status, heldByRecruiter, interviewers, loop, deciding } =
    round;
  const { decisions = [] } = round;
  const mayDecide = useStaffMay('decisions.make');
  return (
    <Card className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h3 className="text-sm font-semibold">
            <Link
              to={`/console/interviews/${interviewId}`}
              className="break-words underline-offset-2 hover:underline"
            >
              {title}
            </Link>
          </h3>
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
            {loop && <span>{loopTexts.roundOf(loop.number, loop.of)}</span>}
            <span>{jobRole}</span>
            <span className="tabular-nums">{dayTimeOf(round, now)}</span>
            {heldByRecruiter && (
              <span className="inline-flex items-center gap-1">
                <Bot className="size-3.5" />
                {texts.byRecruiter}
              </span>
            )}
            {interviewers.length > 0 && <span>{texts.interviewers(interviewers)}</span>}
          </p>
        </div>
        <InterviewStatusBadge status={status} />
      </div>
      <Facts round={round} keptForever={keptForever} />
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 empty:hidden">
        {(decisions.length > 0 || (mayDecide && outcomesWhile(deciding).length > 0)) && (
          <RoundDecisions interview={round} state={deciding} {...{ candidateId, seatId, name, decisions }} />
        )}
        {decisions.length === 0 && (deciding === 'rating' || deciding === 'own') && (
          <p className="basis-full text-sm text-muted">{candidateTexts.decisions.states[deciding]}</p>
        )}
        <Links round={round} />
      </div>
    </Card>
  );
}

function Facts({ round, keptForever }: Pick<RoundProps, 'round' | 'keptForever'>) {
  const now = useNow(60_000);
  const { scores, recording, consent, tookPart, phase } = round;
  const hasMedia = recording && recording.state !== 'erased';
  const facts = [
    ...(phase === 'ended' && !tookPart ? [texts.absent] : []),
    ...(scores ? [texts.scores(scores.mean, scores.raters)] : []),
    ...(recording ? [texts.recording(recording.state)] : []),
    ...(hasMedia && recording.retainUntil !== undefined
      ? [texts.recordingUntil(recording.retainUntil, now)]
      : hasMedia && keptForever
        ? [texts.recordingForever]
        : []),
    ...(consent ? [texts.consentOf(consent)] : []),
  ];
  if (facts.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {facts.map(fact => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function Links({ round }: Pick<RoundProps, 'round'>) {
  const { interviewId, recording, scores, report } = round;
  const mayWrite = useStaffMay('reports.write');
  if (recording?.state !== 'ready' && !scores && !(report && mayWrite)) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {recording?.state === 'ready' && (
        <ButtonLink size="sm" icon={Play} to={reviewPath(interviewId)}>
          {texts.watch}
        </ButtonLink>
      )}
      {scores && (
        <ButtonLink size="sm" icon={ClipboardList} to={`/console/interviews/${interviewId}/scorecards`}>
          {texts.scorecards}
        </ButtonLink>
      )}
      {report && mayWrite && (
        <ButtonLink size="sm" icon={FileText} to={`/console/reports/${interviewId}`}>
          {texts.report[report]}
        </ButtonLink>
      )}
    </div>
  );
}
