import { Scale, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { DecisionOutcome, DecisionStage } from '../../../../shared/candidates/decision.ts';
import { JobRole } from '../../../../shared/interview/fields.ts';
import { formatList } from '../../../../shared/intl.ts';
import {
  type CandidateFilter,
  CandidateSort,
  type CandidateSummary,
} from '../../../../shared/protocol/candidateRoutes.ts';
import { SEARCH_LENGTH } from '../../../../shared/protocol/interviewList.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { CardCell, type CardColumn, CardRow, CardTable } from '../../../components/ui/CardTable.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { unscheduledTexts } from '../../../texts/hours.ts';
import { formatDayTime } from '../../../texts/times.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { MorePages } from '../ListPage.tsx';
import { Loaded } from '../Loaded.tsx';
import { DecisionBadge, OutcomeBadge } from './Decisions.tsx';
import { useCandidates } from './useCandidates.ts';

const texts = candidateTexts.list;
const TYPING_MS = 250;

export function Candidates() {
  usePageTitle(texts.title);
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState(params.get('search') ?? '');
  const search = useDebounced(typed.trim(), TYPING_MS);
  const filter = filterOf(params, search);
  const isFiltered = Object.keys(filter).length > 0;
  const set = (name: string, value: string) => setParams(withParam(name, value), { replace: true });
  // The address keeps the search, so that "Back" and links restore it.
  useEffect(() => setParams(withParam('search', search), { replace: true }), [search, setParams]);
  const sort = CandidateSort.safeParse(params.get('sort')).data ?? 'latest';
  const list = useCandidates(filter, sort);
  const isEmpty = list.data?.length === 0 && !isFiltered && typed === '';
  const clear = () => {
    setTyped('');
    setParams({}, { replace: true });
  };
  const { jobRole = '', stage = '', outcome = '' } = filter;
  const roles = new Set([...(list.counts?.jobRoles ?? []), ...(jobRole && [jobRole])]);
  const filters = (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-[minmax(0,1fr)_11rem_9rem_10rem_11rem]">
      <div className="max-lg:col-span-2">
        <TextField
          label={texts.search}
          type="search"
          maxLength={SEARCH_LENGTH}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Select
        label={texts.role}
        options={[ANY, ...[...roles].map(value => ({ value, label: value }))]}
        value={jobRole}
        onChange={({ target }) => set('role', target.value)}
      />
      <Select
        label={texts.stage}
        options={STAGES}
        value={stage}
        onChange={({ target }) => set('stage', target.value)}
      />
      <Select
        label={texts.outcome}
        options={OUTCOMES}
        value={outcome}
        onChange={({ target }) => set('outcome', target.value)}
      />
      <Select
        label={texts.sort}
        options={SORTS}
        value={sort}
        onChange={({ target }) => set('sort', target.value === 'latest' ? '' : target.value)}
      />
    </div>
  );
  return (
    <ConsolePage
      title={texts.title}
      intro={texts.intro}
      filters={!isEmpty && filters}
      actions={
        !isEmpty && (
          <ButtonLink to="/console/candidates/compare" icon={Scale}>
            {candidateTexts.compare.link}
          </ButtonLink>
        )
      }
    >
      <Loaded
        query={list}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={6} row="h-14 w-full" className="gap-2" />}
      >
        {candidates => (
          <>
            {!isEmpty && (
              <p role="status" className="min-h-5 text-sm text-muted">
                {!list.isPlaceholderData && list.counts && texts.found(list.counts.total, isFiltered)}
              </p>
            )}
            {candidates.length > 0 ? (
              <CardTable columns={Object.values(COLUMNS)}>
                {candidates.map(candidate => (
                  <Row key={candidate.candidateId} candidate={candidate} />
                ))}
              </CardTable>
            ) : isFiltered ? (
              <EmptyState
                icon={Users}
                title={texts.noMatch}
                action={<Button onClick={clear}>{texts.clear}</Button>}
              />
            ) : (
              <EmptyState icon={Users} title={texts.empty}>
                {texts.emptyBody}
              </EmptyState>
            )}
            <MorePages pages={list} texts={texts} />
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

const ANY = { value: '', label: texts.any };
const SORTS = CandidateSort.options.map(value => ({ value, label: texts.sorts[value] }));
const STAGES = [ANY, ...DecisionStage.options.map(value => ({ value, label: candidateTexts.stages[value] }))];
const OUTCOMES = [
  ANY,
  { value: 'none', label: texts.none },
  ...DecisionOutcome.options.map(value => ({ value, label: candidateTexts.outcomes[value] })),
];

function filterOf(params: URLSearchParams, search: string): CandidateFilter {
  const stage = DecisionStage.safeParse(params.get('stage')).data;
  const given = params.get('outcome');
  const outcome = given === 'none' ? given : DecisionOutcome.safeParse(given).data;
  const jobRole = JobRole.safeParse(params.get('role')).data;
  return {
    ...(search && { search }),
    ...(jobRole && { jobRole }),
    ...(stage && { stage }),
    ...(outcome && { outcome }),
  };
}

function withParam(name: string, value: string) {
  return (current: URLSearchParams) => {
    const next = new URLSearchParams(current);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  };
}

const { columns } = texts;
const COLUMNS: Record<keyof typeof columns, CardColumn> = {
  name: { label: columns.name },
  // On narrow screens, the heading of a card says the same in fewer lines.
  roles: { label: columns.roles, className: 'max-md:hidden' },
  rounds: { label: columns.rounds, align: 'right', className: 'max-md:hidden' },
  latest: { label: columns.latest, isPlain: true },
  // On narrower screens, the decision names its stage.
  stage: { label: columns.stage, className: 'max-lg:hidden max-md:hidden' },
  decision: { label: columns.decision, className: 'max-md:hidden' },
};

function Row({ candidate }: { candidate: CandidateSummary }) {
  const now = useNow(60_000);
  const { candidateId, name, email, jobRoles, rounds, latestAt, latestCanceled, decision } = candidate;
  const heading = (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <Link
          to={`/console/candidates/${candidateId}`}
          className="-my-0.5 inline-flex min-h-6 min-w-0 items-center font-medium wrap-anywhere underline-offset-2 hover:underline"
        >
          {name}
        </Link>
        {decision && (
          <span className="shrink-0 md:hidden">
            <DecisionBadge decision={decision} />
          </span>
        )}
      </div>
      {email && <p className="text-muted wrap-anywhere md:min-w-44">{email}</p>}
      <p className="pt-1.5 md:hidden">{texts.rolesAndRounds(formatList(jobRoles), rounds)}</p>
    </>
  );
  return (
    <CardRow heading={heading}>
      <CardCell column={COLUMNS.roles}>{formatList(jobRoles)}</CardCell>
      <CardCell column={COLUMNS.rounds}>{rounds}</CardCell>
      <CardCell column={COLUMNS.latest}>
        {latestAt === undefined ? (
          <span className="text-muted">{unscheduledTexts.noTime}</span>
        ) : (
          <span className={latestCanceled ? 'text-muted' : undefined}>
            {texts.at(formatDayTime(latestAt, now), latestAt > now, latestCanceled === true)}
          </span>
        )}
      </CardCell>
      <CardCell column={COLUMNS.stage}>
        {decision ? (
          candidateTexts.stages[decision.stage]
        ) : (
          <span className="text-muted">{candidateTexts.compare.nothing}</span>
        )}
      </CardCell>
      <CardCell column={COLUMNS.decision}>
        {decision ? (
          <>
            <span className="lg:hidden">
              <DecisionBadge decision={decision} />
            </span>
            <span className="max-lg:hidden">
              <OutcomeBadge outcome={decision.outcome} />
            </span>
          </>
        ) : (
          <span className="text-muted">{texts.undecided}</span>
        )}
      </CardCell>
    </CardRow>
  );
}
