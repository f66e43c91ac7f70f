import { Scale } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import type { InterviewId } from '../../../../shared/ids.ts';
import type {
  ComparedCell,
  ComparedGroup,
  ComparedRound,
} from '../../../../shared/protocol/candidateRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { BackLink } from '../../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { candidateTexts } from '../../../texts/candidates.ts';
import { formatDay } from '../../../texts/times.ts';
import { ConsolePage, PageSection } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { DecisionBadge } from './Decisions.tsx';

const texts = candidateTexts.compare;

/** Compares the candidates of one job role by competency, once their rating is over. */
export function CompareCandidates() {
  usePageTitle(texts.title);
  const [params, setParams] = useSearchParams();
  const jobRole = params.get('role') || undefined;
  const query = useRouteQuery('candidates.compare', jobRole === undefined ? {} : { jobRole });
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
  return (
    <PageSection title={texts.kit(role, level, version)}>
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
              <th scope="col" className="sticky left-0 bg-surface px-4 py-2.5 font-medium">
                {texts.candidate}
              </th>
              <th scope="col" className="px-4 py-2.5 font-medium">
                {texts.overall}
              </th>
              {competencies.map(({ competencyId, name }) => (
                <th key={competencyId} scope="col" className="max-w-48 min-w-28 px-4 py-2.5 font-medium">
                  {name}
                </th>
              ))}
              <th scope="col" className="px-4 py-2.5 font-medium">
                {texts.decision}
              </th>
            </tr>
          </thead>
          <tbody>
            {rounds.map(round => (
              <Row key={round.seatId} round={round} competencies={competencies} />
            ))}
          </tbody>
        </table>
      </section>
    </PageSection>
  );
}

type RowProps = { round: ComparedRound } & Pick<ComparedGroup, 'competencies'>;
function Row({ round, competencies }: RowProps) {
  const now = useNow(60_000);
  const { interviewId, candidateId, name, scheduledAt, mean, raters, cells, recorded, decision } = round;
  return (
    <tr className="border-b border-line align-top last:border-b-0">
      <th
        scope="row"
        className="sticky left-0 max-w-48 bg-surface px-4 py-2.5 text-left font-normal max-sm:max-w-32"
      >
        <Link
          to={`/console/candidates/${candidateId}`}
          className="inline-flex min-h-6 items-center font-medium break-words underline-offset-2 hover:underline"
        >
          {name}
        </Link>
        <p className="text-muted tabular-nums">{formatDay(scheduledAt, now)}</p>
      </th>
      <td className="px-4 py-2.5 tabular-nums">
        <span className="font-semibold">{mean === undefined ? texts.nothing : texts.mean(mean)}</span>
        <p className="text-muted">{texts.raters(raters)}</p>
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
        {decision ? <DecisionBadge decision={decision} /> : <span className="text-muted">{texts.none}</span>}
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
