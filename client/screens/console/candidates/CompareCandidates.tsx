import { ArrowDown, ArrowUp, Download, Scale } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { InterviewId } from '../../../../shared/ids.ts';
import type {
  ComparedCell,
  ComparedGroup,
  ComparedRound,
} from '../../../../shared/protocol/candidateRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { CheckboxInput } from '../../../components/ui/Checkbox.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { downloadText } from '../../../core/saveFile.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { formatDay } from '../../../texts/times.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { type Column, comparisonCsv, sortedRounds } from './comparison.ts';
import { DecisionBadge, DecisionDialog } from './Decisions.tsx';

const texts = candidateTexts.compare;

/** Compares the candidates of one job role by competency, once their rating is over. */
export function CompareCandidates() {
  usePageTitle(texts.title);
  const [params, setParams] = useSearchParams();
  const jobRole = params.get('role') || undefined;
  const query = useRouteQuery('candidates.compare', jobRole === undefined ? {} : { jobRole }, {
    keepPrevious: true,
  });
  const roles = query.data?.jobRoles;
  const only = jobRole === undefined && roles?.length === 1 ? roles[0] : undefined;
  useEffect(() => {
    if (only !== undefined) setParams({ role: only }, { replace: true });
  }, [only, setParams]);
  return (
    <ConsolePage
      width="full"
      title={texts.title}
      intro={texts.intro}
      back={<BackLink to="/console/candidates">{candidateTexts.page.back}</BackLink>}
    >
      <Loaded
        query={query}
        failed={texts.failed}
        skeleton={<SkeletonRows count={4} row="h-14 w-full" className="gap-2" />}
      >
        {({ jobRoles, groups, unrated }) => (
          <>
            <div className="max-w-sm">
              <Select
                label={texts.role}
                options={[
                  { value: '', label: texts.choose },
                  ...[...new Set([...jobRoles, ...(jobRole ? [jobRole] : [])])].map(role => ({
                    value: role,
                    label: role,
                  })),
                ]}
                value={jobRole ?? ''}
                onChange={({ target: { value } }) =>
                  setParams(value ? { role: value } : {}, { replace: true })
                }
              />
            </div>
            {groups.length > 1 && <Banner>{texts.versions}</Banner>}
            {groups.map(group => (
              <Group key={`${group.kitId} ${group.version}`} group={group} />
            ))}
            {jobRole && groups.length === 0 && (
              <EmptyState icon={Scale} title={texts.empty}>
                {texts.emptyBody}
              </EmptyState>
            )}
            {jobRole && unrated > 0 && <p className="text-sm text-muted">{texts.unrated(unrated)}</p>}
          </>
        )}
      </Loaded>
    </ConsolePage>
  );
}

function Group({ group }: { group: ComparedGroup }) {
  const { role, level, version, competencies, rounds } = group;
  const [sort, setSort] = useState<{ by: Column; reversed: boolean }>({ by: 'mean', reversed: false });
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [onlyPicked, setOnlyPicked] = useState(false);
  const sorted = sortedRounds(rounds, sort.by, sort.reversed);
  const shown = onlyPicked ? sorted.filter(({ seatId }) => picked.has(seatId)) : sorted;
  const pick = (seatId: string, on: boolean) => {
    const next = new Set(picked);
    if (on) next.add(seatId);
    else next.delete(seatId);
    setPicked(next);
    if (next.size === 0) setOnlyPicked(false);
  };
  const heading = (by: Column, label: string, className: string) => (
    <SortHeading
      label={label}
      className={className}
      descending={sort.by === by ? (by === 'name') === sort.reversed : undefined}
      onSort={() => setSort({ by, reversed: sort.by === by && !sort.reversed })}
    />
  );
  return (
    <PageSection
      title={texts.kit(role, level, version)}
      action={
        <div className="flex flex-wrap gap-2">
          {picked.size > 0 && (
            <Button size="sm" onClick={() => setOnlyPicked(!onlyPicked)}>
              {onlyPicked ? texts.everyone : texts.onlyPicked(picked.size)}
            </Button>
          )}
          <Button
            size="sm"
            icon={Download}
            onClick={() =>
              downloadText(texts.file.name(role, version), comparisonCsv(group, shown), 'text/csv')
            }
          >
            {texts.download}
          </Button>
        </div>
      }
    >
      {/* Focusable, so that the table can be scrolled with the keyboard. */}
      <section
        aria-label={texts.table(role, version)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: A scrolled region must be reachable by keyboard.
        tabIndex={0}
        className="overflow-x-auto rounded-card border border-line bg-surface"
      >
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-line text-left align-bottom text-muted">
              {heading('name', texts.candidate, 'sticky left-0 z-10 bg-surface')}
              {heading('mean', texts.overall, '')}
              {competencies.map(({ competencyId, name }) => (
                <Fragment key={competencyId}>{heading(competencyId, name, 'max-w-48 min-w-28')}</Fragment>
              ))}
              <th scope="col" className="px-4 py-2.5 font-medium">
                {texts.decision}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(round => (
              <Row
                key={round.seatId}
                round={round}
                competencies={competencies}
                picked={picked.has(round.seatId)}
                onPick={on => pick(round.seatId, on)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </PageSection>
  );
}

interface SortHeadingProps {
  label: string;
  className: string;
  /** Undefined if the table isn't sorted by this column. */
  descending: boolean | undefined;
  onSort: () => void;
}

function SortHeading({ label, className, descending, onSort }: SortHeadingProps) {
  const Arrow = descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={descending === undefined ? undefined : descending ? 'descending' : 'ascending'}
      className={classNames('px-4 py-2.5 font-medium', className)}
    >
      <button
        type="button"
        aria-label={texts.sortBy(label)}
        onClick={onSort}
        className="-mx-1 flex min-h-6 items-end gap-1 rounded-control px-1 text-left hover:text-ink"
      >
        {label}
        {descending !== undefined && <Arrow className="mb-0.5 size-3.5 shrink-0" />}
      </button>
    </th>
  );
}

type RowProps = { round: ComparedRound; picked: boolean; onPick: (on: boolean) => void } & Pick<
  ComparedGroup,
  'competencies'
>;
function Row({ round, competencies, picked, onPick }: RowProps) {
  const now = useNow(60_000);
  const mayDecide = useStaffMay('decisions.make');
  const [deciding, setDeciding] = useState(false);
  const decide = candidateTexts.decisions[round.decision ? 'correct' : 'decide'];
  const {
    interviewId,
    seatId,
    candidateId,
    name,
    title,
    scheduledAt,
    mean,
    raters,
    cells,
    recorded,
    decision,
  } = round;
  return (
    <tr className="border-b border-line align-top last:border-b-0">
      <th
        scope="row"
        className="sticky left-0 max-w-56 bg-surface px-4 py-2.5 text-left font-normal max-sm:max-w-36"
      >
        <span className="flex items-start gap-2">
          {/* The padding makes the target larger than the box. */}
          <label htmlFor={`pick-${seatId}`} className="-m-2 flex shrink-0 cursor-pointer p-2">
            <span className="sr-only">{texts.pick(name)}</span>
            <span className="relative mt-0.5 flex size-5">
              <CheckboxInput
                id={`pick-${seatId}`}
                checked={picked}
                onChange={({ target }) => onPick(target.checked)}
              />
            </span>
          </label>
          <span className="min-w-0">
            <Link
              to={`/console/candidates/${candidateId}`}
              className="inline-flex min-h-6 items-center font-medium break-words underline-offset-2 hover:underline"
            >
              {name}
            </Link>
            <span className="block text-muted tabular-nums">{formatDay(scheduledAt, now)}</span>
          </span>
        </span>
      </th>
      <td className="px-4 py-2.5 tabular-nums">
        <span className="font-semibold">{mean === undefined ? texts.nothing : texts.mean(mean)}</span>
        <p className="whitespace-nowrap text-muted">{texts.raters(raters)}</p>
        <Link
          to={`/console/interviews/${interviewId}/scorecards`}
          aria-label={texts.scorecardsOf(name)}
          className="inline-flex min-h-6 items-center text-accent-ink underline-offset-2 hover:underline"
        >
          {candidateTexts.page.scorecards}
        </Link>
      </td>
      {competencies.map(({ competencyId, name: competency }) => (
        <td key={competencyId} className="px-4 py-2.5 tabular-nums">
          <Cell
            cell={cells[competencyId]}
            interviewId={recorded ? interviewId : undefined}
            label={texts.watch(name, competency)}
          />
        </td>
      ))}
      <td className="px-4 py-2.5">
        <div className="flex flex-col items-start gap-2">
          {decision ? (
            <DecisionBadge decision={decision} />
          ) : (
            <span className="text-muted">{texts.none}</span>
          )}
          {mayDecide && (
            <Button size="sm" aria-label={texts.decideOn(decide, name)} onClick={() => setDeciding(true)}>
              {decide}
            </Button>
          )}
        </div>
        {deciding && (
          <DecisionDialog
            interview={{ interviewId, title, scheduledAt }}
            seatId={seatId}
            name={name}
            last={decision}
            onClose={() => setDeciding(false)}
          />
        )}
      </td>
    </tr>
  );
}

interface CellProps {
  cell: ComparedCell | undefined;
  /** Absent if there is no recording to watch. */
  interviewId: InterviewId | undefined;
  label: string;
}

function Cell({ cell, interviewId, label }: CellProps) {
  if (!cell) return <span className="text-muted">{texts.nothing}</span>;
  const { mean, low, high, n, questionId } = cell;
  return (
    <>
      <span className="font-semibold">{texts.mean(mean)}</span>
      <p className="whitespace-nowrap text-muted">{texts.spread(low, high, n)}</p>
      {interviewId && questionId && (
        <Link
          to={reviewPath(interviewId, { questionId })}
          aria-label={label}
          className="inline-flex min-h-6 items-center text-accent-ink underline-offset-2 hover:underline"
        >
          {candidateTexts.page.watch}
        </Link>
      )}
    </>
  );
}
