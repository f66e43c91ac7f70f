import { useInfiniteQuery } from '@tanstack/react-query';
import { Clapperboard, MessageSquareText } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { RecordingId } from '../../../../shared/ids.ts';
import { formatList } from '../../../../shared/intl.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import {
  type RecordingCursor,
  RecordingState,
  type RecordingSummary,
} from '../../../../shared/protocol/recordingRoutes.ts';
import { Badge, StatusDot } from '../../../components/ui/Badge.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { callRoute } from '../../../core/api.ts';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { formatClock } from '../../../texts/clock.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { reviewTexts } from '../../../texts/review.ts';
import { formatDayTime } from '../../../texts/times.ts';
import { transcriptSearchTexts } from '../../../texts/transcriptSearch.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { FilterChips, SeveralFilter } from '../FilterMenus.tsx';
import { ListViews } from '../interviews/ListViews.tsx';
import { Box } from '../interviews/SelectBox.tsx';
import { type Selection, useSelection } from '../interviews/useSelection.ts';
import { MorePages } from '../ListPage.tsx';
import { Loaded } from '../Loaded.tsx';
import { DeleteSelected, isDeletable } from './DeleteSelected.tsx';
import { MissingStorage } from './MissingStorage.tsx';
import { RECORDING_TONES, recordingsRefreshMs } from './recordingStates.ts';
import { TRANSCRIPT_SEARCH_PATH } from './TranscriptSearch.tsx';

const texts = recordingTexts.list;
/** Name of the filter in the page's address. */
const STATE = 'state';
const STATES = RecordingState.options;

export function Recordings() {
  usePageTitle(texts.title);
  const list = useRecordings();
  return (
    <ConsolePage title={texts.title} intro={texts.intro} tabs={<ListViews />}>
      <MissingStorage />
      <Loaded
        query={list}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={5} row="h-14 w-full" className="gap-2" />}
      >
        {recordings => <List list={list} recordings={recordings} />}
      </Loaded>
    </ConsolePage>
  );
}

function List({ list, recordings }: { list: RecordingList; recordings: readonly RecordingSummary[] }) {
  const [filter, setFilter] = useState('');
  const [params, setParams] = useSearchParams();
  const states = STATES.filter(state => params.getAll(STATE).includes(state));
  const setStates = (wanted: readonly State[]) =>
    setParams(new URLSearchParams(wanted.map(state => [STATE, state])), { replace: true });
  const toggle = (state: State, on: boolean) =>
    setStates(on ? [...states, state] : states.filter(one => one !== state));
  const { fetchNextPage, hasNextPage, isFetchNextPageError, isFetchingNextPage } = list;
  const searchesMore = (filter.trim() !== '' || states.length > 0) && hasNextPage && !isFetchNextPageError;
  // Loads all remaining pages while a filter is set, because the filter applies only to loaded pages.
  useEffect(() => {
    if (searchesMore && !isFetchingNextPage) void fetchNextPage();
  }, [searchesMore, isFetchingNextPage, fetchNextPage]);
  const shown = recordings
    .filter(
      recording => matches(recording, filter) && (states.length === 0 || states.includes(recording.state)),
    )
    .toSorted((a, b) => b.startedAt - a.startedAt);
  const deletable = shown.filter(isDeletable);
  const mayErase = useStaffMay('recordings.erase');
  const selection = useSelection(
    JSON.stringify([filter, states]),
    deletable.map(({ recordingId }) => recordingId),
  );
  if (recordings.length === 0)
    return (
      <EmptyState icon={Clapperboard} title={texts.empty}>
        {texts.emptyBody}
      </EmptyState>
    );
  const { columns } = texts;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <div className="w-full max-w-sm">
          <TextField
            label={texts.filter}
            hideLabel
            type="search"
            placeholder={texts.filterShort}
            value={filter}
            onChange={event => setFilter(event.target.value)}
          />
        </div>
        <SeveralFilter
          label={texts.columns.state}
          choices={STATES.map(value => ({ value, label: recordingTexts.states[value] }))}
          chosen={states}
          onToggle={(value, on) => toggle(value as State, on)}
        />
        <ButtonLink to={TRANSCRIPT_SEARCH_PATH} size="sm" variant="quiet" icon={MessageSquareText}>
          {transcriptSearchTexts.link}
        </ButtonLink>
        {mayErase && deletable.length > 1 && (
          <Button variant="quiet" size="sm" onClick={() => selection.selectShown(true)}>
            {recordingTexts.eraseSeveral.selectAll}
          </Button>
        )}
      </div>
      <FilterChips
        chips={states.map(state => ({
          filter: texts.columns.state,
          value: recordingTexts.states[state],
          remove: () => toggle(state, false),
        }))}
        onClear={() => setStates([])}
      />
      {shown.length > 0 && (
        <div className="md:overflow-x-auto md:rounded-card md:border md:border-line md:bg-surface">
          <table className="w-full border-collapse text-sm max-md:flex max-md:flex-col">
            <thead className="max-md:sr-only">
              <tr className="border-b border-line text-left text-muted">
                <Column first>{columns.interview}</Column>
                <Column>{columns.state}</Column>
                <Column>{columns.when}</Column>
                <Column>{columns.length}</Column>
                <Column>{columns.size}</Column>
                <Column>{columns.kept}</Column>
              </tr>
            </thead>
            <tbody className="max-md:flex max-md:flex-col max-md:gap-3">
              {shown.map(recording => (
                <RecordingRow
                  key={recording.recordingId}
                  recording={recording}
                  selection={mayErase ? selection : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p role="status" className="text-sm text-muted">
        {shown.length === 0 && !searchesMore ? texts.noMatch(filter.trim()) : ''}
      </p>
      <MorePages pages={list} texts={texts} />
      <DeleteSelected
        recordings={deletable.filter(({ recordingId }) => selection.has(recordingId))}
        onClear={selection.clear}
      />
    </>
  );
}

function Column({ first = false, children }: { first?: boolean; children: string }) {
  return (
    <th scope="col" className={first ? 'py-2.5 pr-3 pl-4 font-medium' : 'px-2 py-2.5 font-medium lg:px-3'}>
      {children}
    </th>
  );
}

function matches({ title, candidateNames }: RecordingSummary, filter: string): boolean {
  const wanted = filter.trim().toLocaleLowerCase();
  return [title, ...candidateNames].some(text => text.toLocaleLowerCase().includes(wanted));
}

interface RecordingRowProps {
  recording: RecordingSummary;
  /** Absent if the member can't delete recordings. */
  selection: Selection<RecordingId> | undefined;
}

function RecordingRow({ recording, selection }: RecordingRowProps) {
  const now = useNow(60_000);
  const { bytes, candidateNames, durationMs, interviewId, recordingId, startedAt, state, title } = recording;
  const kept = recordingTexts.kept(recording, now);
  const to = state === 'ready' ? reviewPath(interviewId) : `/console/interviews/${interviewId}`;
  return (
    <tr
      data-recording={recording.recordingId}
      className="border-line transition-colors max-md:flex max-md:flex-col max-md:rounded-card max-md:border max-md:bg-surface max-md:p-4 md:border-b md:last:border-b-0 md:hover:bg-hover"
    >
      <th scope="row" className="text-left font-normal md:py-2.5 md:pr-3 md:pl-4">
        <div className="flex items-start gap-1">
          {selection && (
            <div className="-mt-2 -ml-2.5 size-10 shrink-0">
              {isDeletable(recording) && (
                <Box
                  label={recordingTexts.eraseSeveral.select(formatList(candidateNames) || title)}
                  checked={selection.has(recordingId)}
                  onToggle={withShift => selection.toggle(recordingId, withShift)}
                />
              )}
            </div>
          )}
          <div className="min-w-0">
            <Link
              to={to}
              className="inline-flex min-h-6 items-center font-medium underline-offset-2 hover:underline"
            >
              {title}
            </Link>
            <p className="text-muted">{formatList(candidateNames)}</p>
          </div>
        </div>
      </th>
      <Cell label={texts.columns.state}>
        <StateOf recording={recording} />
      </Cell>
      <Cell label={texts.columns.when}>{nowrap(formatDayTime(startedAt, now))}</Cell>
      <Cell label={texts.columns.length}>{durationMs ? formatClock(durationMs) : false}</Cell>
      <Cell label={texts.columns.size}>{bytes > 0 && nowrap(recordingTexts.size(bytes))}</Cell>
      <Cell label={texts.columns.kept}>{kept !== undefined && nowrap(kept)}</Cell>
    </tr>
  );
}

function StateOf({ recording: { jobs, state } }: { recording: RecordingSummary }) {
  const { tone, dot } = RECORDING_TONES[state];
  const running = jobs.find(job => job.state === 'running');
  const failed = jobs.find(job => job.state === 'failed');
  return (
    <div className="flex flex-col items-start gap-0.5 max-md:items-end max-md:text-right">
      <Badge tone={tone}>
        <StatusDot tone={dot} />
        {recordingTexts.states[state]}
      </Badge>
      {failed || state === 'failed' ? (
        <p className="text-xs text-warning-ink">
          {failed ? reviewTexts.jobs[failed.kind].failed : texts.couldntProcess}
        </p>
      ) : (
        running && (
          <p className="text-xs text-muted tabular-nums">
            {reviewTexts.jobs[running.kind].running}, {reviewTexts.job.percent(running.progress)}
          </p>
        )
      )}
    </div>
  );
}

function nowrap(text: string) {
  return <span className="whitespace-nowrap">{text}</span>;
}

/** Cell of a recording. Unknown content (`false`) is a dash, or hidden on narrow screens. */
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td
      className={classNames(
        'tabular-nums max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:pt-1.5 md:px-2 md:py-2.5 lg:px-3',
        children === false ? 'max-md:hidden' : 'max-md:flex',
      )}
    >
      <span className="text-muted md:hidden">{label}</span>
      {children === false ? texts.unknown : children}
    </td>
  );
}

type State = RecordingSummary['state'];
type Page = RouteResult<'recording.list'>;

function useRecordings() {
  const query = useInfiniteQuery({
    queryKey: ['recording.list', 'pages'],
    queryFn: ({ pageParam, signal }) =>
      callRoute('recording.list', { ...(pageParam && { after: pageParam }) }, signal),
    initialPageParam: undefined as RecordingCursor | undefined,
    getNextPageParam: ({ next }: Page) => next,
    refetchInterval: ({ state: { data } }) =>
      recordingsRefreshMs(data?.pages.flatMap(({ recordings }) => recordings)),
  });
  return { ...query, data: query.data?.pages.flatMap(({ recordings }) => recordings) };
}

type RecordingList = ReturnType<typeof useRecordings>;
