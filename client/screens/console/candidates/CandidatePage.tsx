import { Download, EllipsisVertical, Layers, Merge, Pencil, Plus, Trash2, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { CandidateDecision } from '../../../../shared/candidates/decision.ts';
import { AppError } from '../../../../shared/errors.ts';
import { CandidateId } from '../../../../shared/ids.ts';
import type { CandidateMerge, CandidateRecord } from '../../../../shared/protocol/candidateRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { BackLink, ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { downloadCandidate } from '../../../core/download.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { loopTexts } from '../../../texts/loops.ts';
import { newInterviewTexts } from '../../../texts/newInterview.ts';
import { formatDayTime } from '../../../texts/times.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { LOOP_PATH, newInterviewPath } from '../create/paths.ts';
import { Loaded } from '../Loaded.tsx';
import { CandidateHistory } from './CandidateHistory.tsx';
import { Round } from './CandidateRounds.tsx';
import { CorrectCandidate } from './CorrectCandidate.tsx';
import { DecisionBadge } from './Decisions.tsx';
import { DeleteCandidate } from './DeleteCandidate.tsx';
import { MergeDialog } from './MergeDialog.tsx';

const texts = candidateTexts.page;

export function CandidatePage() {
  const { data: candidateId } = CandidateId.safeParse(useParams().candidateId);
  return (
    <ConsolePage back={<BackLink to="/console/candidates">{texts.back}</BackLink>}>
      {candidateId ? <LoadedCandidate key={candidateId} candidateId={candidateId} /> : <Gone />}
    </ConsolePage>
  );
}

function LoadedCandidate({ candidateId }: { candidateId: CandidateId }) {
  const query = useRouteQuery('candidates.read', { candidateId });
  if (query.error instanceof AppError && query.error.code === 'not-found') return <Gone />;
  return (
    <Loaded
      query={query}
      failed={texts.failed}
      skeleton={<SkeletonRows count={3} row="h-32 w-full rounded-card" className="gap-4" />}
    >
      {({ candidate }) => <Candidate candidate={candidate} />}
    </Loaded>
  );
}

function Gone() {
  usePageTitle(texts.gone);
  return (
    <EmptyState icon={UserRoundX} title={texts.gone}>
      {texts.goneBody}
    </EmptyState>
  );
}

function Candidate({ candidate }: { candidate: CandidateRecord }) {
  const { name, email, alsoKnownAs, rounds, merges, practice, history, retentionDays } = candidate;
  usePageTitle(name);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex min-w-0 flex-col gap-1">
          <PageHeading>{name}</PageHeading>
          <p className="text-sm break-words text-muted">
            {[email, texts.rounds(rounds.length)].filter(Boolean).join(' · ')}
          </p>
          <CurrentStage rounds={rounds} />
          {alsoKnownAs.length > 0 && (
            <p className="text-sm break-words text-muted">{texts.alsoKnownAs(alsoKnownAs)}</p>
          )}
        </div>
        <Actions candidate={candidate} />
      </div>
      <PageSection title={texts.interviews}>
        <ul className="flex flex-col gap-3">
          {rounds.map(round => (
            <li key={round.seatId}>
              <Round
                candidateId={candidate.candidateId}
                round={round}
                name={name}
                keptForever={retentionDays === undefined}
              />
            </li>
          ))}
        </ul>
      </PageSection>
      {practice.length > 0 && <Practice practice={practice} />}
      {merges.length > 0 && <Merges merges={merges} />}
      {history.length > 0 && <CandidateHistory history={history} />}
    </>
  );
}

/** The last decision about the person. */
function CurrentStage({ rounds }: Pick<CandidateRecord, 'rounds'>) {
  const now = useNow(60_000);
  const last = lastOf(rounds.flatMap(({ decisions = [] }) => decisions));
  if (!last) return <p className="text-sm text-muted">{candidateTexts.decisions.none}</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
      <DecisionBadge decision={last} />
      {candidateTexts.decisions.line(last.byName, last.at, now)}
    </p>
  );
}

function lastOf(decisions: readonly CandidateDecision[]): CandidateDecision | undefined {
  return decisions.toSorted((a, b) => b.at - a.at)[0];
}

function Actions({ candidate }: { candidate: CandidateRecord }) {
  const navigate = useNavigate();
  const mayChange = useStaffMay('candidates.change');
  const mayCreate = useStaffMay('interviews.create');
  const mayDelete = useStaffMay('candidates.delete');
  const [open, setOpen] = useState<'correct' | 'merge' | 'delete'>();
  const close = () => setOpen(undefined);
  if (!mayChange) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {mayCreate && (
        <ButtonLink icon={Plus} to={newInterviewPath({ candidate: candidate.candidateId })}>
          {newInterviewTexts.create.title}
        </ButtonLink>
      )}
      {mayCreate && (
        <ButtonLink icon={Layers} to={`${LOOP_PATH}?candidate=${candidate.candidateId}`}>
          {loopTexts.plan}
        </ButtonLink>
      )}
      <Button icon={Download} onClick={() => downloadCandidate(candidate.candidateId)}>
        {texts.exportAll}
      </Button>
      <Menu
        trigger={
          <IconButton label={texts.actions}>
            <EllipsisVertical className="size-4" />
          </IconButton>
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setOpen('correct')}>
          {candidateTexts.correction.action}
        </MenuItem>
        <MenuItem icon={Merge} onSelect={() => setOpen('merge')}>
          {candidateTexts.merge.action}
        </MenuItem>
        {mayDelete && (
          <MenuItem icon={Trash2} onSelect={() => setOpen('delete')}>
            {candidateTexts.deletion.action}
          </MenuItem>
        )}
      </Menu>
      {open === 'correct' && <CorrectCandidate candidate={candidate} onClose={close} />}
      {open === 'merge' && <MergeDialog candidate={candidate} onClose={close} />}
      {open === 'delete' && (
        <DeleteCandidate
          candidate={candidate}
          onClose={close}
          onDone={() => void navigate('/console/candidates', { replace: true })}
        />
      )}
    </div>
  );
}

function Practice({ practice }: Pick<CandidateRecord, 'practice'>) {
  const now = useNow(60_000);
  return (
    <PageSection title={texts.practice}>
      <p className="text-sm text-muted">{texts.practiceIntro}</p>
      <Card padding="none">
        <ul className="divide-y divide-line">
          {practice.map(({ interviewId, role, purpose, createdAt }) => (
            <li key={interviewId} className="flex flex-col gap-0.5 p-4 text-sm">
              <span className="font-medium">{role}</span>
              <span className="text-muted">
                {formatDayTime(createdAt, now)} · {texts.practiced(purpose)}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </PageSection>
  );
}

function Merges({ merges }: { merges: readonly CandidateMerge[] }) {
  const now = useNow(60_000);
  const mayChange = useStaffMay('candidates.change');
  const undo = useRouteMutation('candidates.unmerge', ['candidates.read', 'candidates.list']);
  const words = candidateTexts.merge;
  return (
    <PageSection title={words.merged}>
      <Card padding="none">
        <ul className="divide-y divide-line">
          {merges.map(({ mergeId, name, email, rounds, mergedBy, mergedAt }) => (
            <li key={mergeId} className="flex flex-wrap items-center justify-between gap-3 p-4 text-sm">
              <div className="min-w-0">
                <p className="font-medium break-words">{[name, email].filter(Boolean).join(', ')}</p>
                <p className="text-muted">
                  {texts.rounds(rounds)}, {words.by(mergedBy, mergedAt, now)}
                </p>
              </div>
              {mayChange && (
                <Button
                  size="sm"
                  aria-label={words.undoOf(name)}
                  pending={undo.isPending}
                  onClick={() => undo.mutate({ mergeId }, withToasts(words.undone, words.undoFailed))}
                >
                  {words.undo}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </PageSection>
  );
}
