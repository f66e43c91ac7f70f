import { ArrowDown, ArrowUp, Bot } from 'lucide-react';
import { Link } from 'react-router';
import { formatList } from '../../../../shared/intl.ts';
import type { InterviewSort, InterviewSummary } from '../../../../shared/protocol/interviewList.ts';
import { classNames } from '../../../components/ui/classNames.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { useTeams } from '../teams/TeamChoice.tsx';
import { Steps } from './InterviewRow.tsx';
import { InterviewStatusBadge } from './InterviewStatusBadge.tsx';
import { dayOf, timeOf } from './listedTime.ts';
import { SelectBox, SelectShown } from './SelectBox.tsx';
import type { Selection } from './useSelection.ts';

const texts = interviewListTexts.columns;
const CELL = 'px-3 py-2.5 align-top text-sm';

interface InterviewTableProps {
  interviews: readonly InterviewSummary[];
  now: number;
  /** Search part of the address, which links to interviews keep. */
  search: string;
  sort: InterviewSort;
  onSort: (sort: InterviewSort) => void;
  /** Absent if the member can't change interviews. */
  selection: Selection | undefined;
}

export function InterviewTable(props: InterviewTableProps) {
  const { interviews, now, search, sort, onSort, selection } = props;
  const teams = useTeams();
  const heading = (label: string, by: InterviewSort['by'], width: string) => (
    <SortHeading label={label} by={by} sort={sort} onSort={onSort} className={width} />
  );
  return (
    <table className="w-full table-fixed border-separate border-spacing-0">
      <thead>
        <tr>
          {selection && (
            <th scope="col" className={classNames(HEADING, 'w-10 p-0!')}>
              <SelectShown selection={selection} shown={interviews.length} />
            </th>
          )}
          {heading(texts.time, 'time', 'w-28 lg:w-32')}
          {heading(texts.candidate, 'candidate', 'w-[20%]')}
          <Heading label={texts.interview} />
          <Heading label={texts.people} className="w-[16%]" />
          <Heading label={texts.status} className="w-40" />
          {teams.length > 0 && <Heading label={texts.team} className="w-32 max-xl:hidden" />}
          <Heading label={texts.next} className="w-[18%] max-lg:hidden" />
        </tr>
      </thead>
      <tbody>
        {interviews.map((interview, index) => (
          <tr
            key={interview.interviewId}
            className={classNames(
              'relative scroll-mb-24 transition-colors has-focus-visible:bg-hover [&>td]:border-b [&>td]:border-line',
              selection?.has(interview.interviewId) ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
          >
            {selection && (
              <td className="align-top">
                <SelectBox interview={interview} selection={selection} />
              </td>
            )}
            <td className={classNames(CELL, 'tabular-nums')}>
              <span className="block font-medium">{timeOf(interview)}</span>
              <span className="block text-xs leading-5 text-muted">{dayOf(interview, now)}</span>
            </td>
            <td className={CELL}>
              <Link
                to={{ pathname: `/console/interviews/${interview.interviewId}`, search }}
                data-row
                tabIndex={index === 0 ? 0 : -1}
                className={classNames(
                  'block truncate font-medium after:absolute after:inset-0 after:rounded-control',
                  'focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
                  interview.phase === 'cancelled' && 'text-muted line-through',
                )}
              >
                {formatList(interview.candidateNames) || interviewListTexts.list.noCandidate}
              </Link>
            </td>
            <td className={CELL}>
              <span className="block truncate">{interview.title}</span>
              {interview.jobRole !== interview.title && (
                <span className="block truncate text-xs leading-5 text-muted">{interview.jobRole}</span>
              )}
            </td>
            <td className={classNames(CELL, 'text-muted')}>
              <People interview={interview} />
            </td>
            <td className={CELL}>
              <InterviewStatusBadge status={interview.status} />
              <div className="mt-1 lg:hidden">
                <Steps interview={interview} now={now} />
              </div>
            </td>
            {teams.length > 0 && (
              <td className={classNames(CELL, 'truncate text-muted max-xl:hidden')}>
                {teams.find(({ teamId }) => teamId === interview.teamId)?.name}
              </td>
            )}
            <td className={classNames(CELL, 'max-lg:hidden')}>
              <Steps interview={interview} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const HEADING =
  // Above the boxes of the rows.
  'sticky top-14 z-20 border-b border-line-strong bg-canvas px-3 py-2 text-left text-xs font-medium text-muted';

function Heading({ label, className }: { label: string; className?: string }) {
  return (
    <th scope="col" className={classNames(HEADING, className)}>
      {label}
    </th>
  );
}

interface SortHeadingProps {
  label: string;
  by: InterviewSort['by'];
  sort: InterviewSort;
  onSort: (sort: InterviewSort) => void;
  className: string;
}

function SortHeading({ label, by, sort, onSort, className }: SortHeadingProps) {
  const isSorted = sort.by === by;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      className={classNames(HEADING, className)}
    >
      <button
        type="button"
        aria-label={interviewListTexts.sort.by(label)}
        onClick={() => onSort({ by, descending: isSorted && !sort.descending })}
        className="-mx-1 flex min-h-6 items-center gap-1 rounded-control px-1 hover:text-ink"
      >
        {label}
        {isSorted && <Arrow className="size-3.5" />}
      </button>
    </th>
  );
}

function People({ interview: { people, heldByRecruiter } }: { interview: InterviewSummary }) {
  const names = formatList(people.filter(({ role }) => role !== 'observer').map(({ name }) => name));
  return (
    <>
      {heldByRecruiter && (
        <span className="flex items-center gap-1.5 font-medium text-accent-ink">
          <Bot className="size-3.5 shrink-0" />
          <span className="truncate">{interviewListTexts.noPeople}</span>
        </span>
      )}
      {names && <span className="line-clamp-2">{names}</span>}
    </>
  );
}
