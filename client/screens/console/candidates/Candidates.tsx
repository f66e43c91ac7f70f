import { Scale, Users } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { DecisionOutcome, DecisionStage } from '../../../../shared/candidates/decision.ts';
import { formatList } from '../../../../shared/intl.ts';
import type { CandidateFilter, CandidateSummary } from '../../../../shared/protocol/candidateRoutes.ts';
import { SEARCH_LENGTH } from '../../../../shared/protocol/interviewList.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
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
/** On narrower screens, the decision names its stage. */
const STAGE_COLUMN = 'max-lg:hidden';
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
  const list = useCandidates(filter);
  const isEmpty = list.data?.length === 0 && !isFiltered && typed === '';
  const clear = () => {
    setTyped('');
    setParams({}, { replace: true });
  };
  const filters = (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-[minmax(0,1fr)_11rem_11rem]">
      <div className="max-sm:col-span-2">
        <TextField
          label={texts.search}
          type="search"
          maxLength={SEARCH_LENGTH}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Select
        label={texts.stage}
        options={STAGES}
        value={filter.stage ?? ''}
        onChange={({ target }) => set('stage', target.value)}
      />
      <Select
        label={texts.outcome}
        options={OUTCOMES}
        value={filter.outcome ?? ''}
        onChange={({ target }) => set('outcome', target.value)}
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
            {candidates.length > 0 ? (
              <Table candidates={candidates} />
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
            <p role="status" className="sr-only">
              {isFiltered && !list.isPlaceholderData && texts.found(candidates.length, list.hasNextPage)}
            </p>
            <MorePages pages={list} texts={texts} />
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

const STAGES = [
  { value: '', label: texts.any },
  ...DecisionStage.options.map(value => ({ value, label: candidateTexts.stages[value] })),
];
const OUTCOMES = [
  { value: '', label: texts.any },
  { value: 'none', label: texts.none },
  ...DecisionOutcome.options.map(value => ({ value, label: candidateTexts.outcomes[value] })),
];

function filterOf(params: URLSearchParams, search: string): CandidateFilter {
  const stage = DecisionStage.safeParse(params.get('stage')).data;
  const given = params.get('outcome');
  const outcome = given === 'none' ? given : DecisionOutcome.safeParse(given).data;
  return { ...(search && { search }), ...(stage && { stage }), ...(outcome && { outcome }) };
}

function withParam(name: string, value: string) {
  return (current: URLSearchParams) => {
    const next = new URLSearchParams(current);
    if (value) next.set(name, value);
    else next.delete(name);
    return next;
  };
}

/** A table, whose rows are cards on narrow screens. */
function Table({ candidates }: { candidates: readonly CandidateSummary[] }) {
  const { columns } = texts;
  return (
    <div className="md:overflow-x-auto md:rounded-card md:border md:border-line md:bg-surface">
      <table className="w-full border-collapse text-sm max-md:flex max-md:flex-col">
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-left text-muted">
            {Object.entries(columns).map(([name, column]) => (
              <th
                key={name}
                scope="col"
                className={classNames('px-4 py-2.5 font-medium', name === 'stage' && STAGE_COLUMN)}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:flex max-md:flex-col max-md:gap-3">
          {candidates.map(candidate => (
            <Row key={candidate.candidateId} candidate={candidate} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ candidate }: { candidate: CandidateSummary }) {
  const now = useNow(60_000);
  const { candidateId, name, email, jobRoles, rounds, latestAt, latestCanceled, decision } = candidate;
  return (
    <tr className="border-line transition-colors max-md:flex max-md:flex-col max-md:rounded-card max-md:border max-md:bg-surface max-md:p-4 md:border-b md:last:border-b-0 md:hover:bg-hover">
      <th scope="row" className="max-w-80 text-left font-normal md:min-w-52 md:px-4 md:py-2.5">
        <Link
          to={`/console/candidates/${candidateId}`}
          className="inline-flex min-h-6 items-center font-medium break-words underline-offset-2 hover:underline"
        >
          {name}
        </Link>
        {email && <p className="text-muted wrap-anywhere">{email}</p>}
      </th>
      <Cell label={texts.columns.roles}>{formatList(jobRoles)}</Cell>
      <Cell label={texts.columns.rounds}>{rounds}</Cell>
      <Cell label={texts.columns.latest}>
        {latestAt === undefined ? (
          <span className="text-muted">{unscheduledTexts.noTime}</span>
        ) : (
          <span className={latestCanceled ? 'text-muted' : undefined}>
            {texts.at(formatDayTime(latestAt, now), latestAt > now, latestCanceled === true)}
          </span>
        )}
      </Cell>
      <Cell label={texts.columns.stage} className={STAGE_COLUMN}>
        {decision ? (
          candidateTexts.stages[decision.stage]
        ) : (
          <span className="text-muted">{candidateTexts.compare.nothing}</span>
        )}
      </Cell>
      <Cell label={texts.columns.decision}>
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
      </Cell>
    </tr>
  );
}

function Cell({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <td
      className={classNames(
        className,
        'tabular-nums max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:pt-1.5 max-md:text-right md:px-4 md:py-2.5',
      )}
    >
      <span className="shrink-0 text-muted md:hidden">{label}</span>
      {children}
    </td>
  );
}
