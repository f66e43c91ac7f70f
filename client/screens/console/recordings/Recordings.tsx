import { Clapperboard } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RecordingSummary } from '../../../../shared/protocol/recordingRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { Loaded } from '../Loaded.tsx';
import { PageBody } from '../PageBody.tsx';
import { MissingPlaces } from './MissingPlaces.tsx';
import { RecordingRow } from './RecordingRow.tsx';
import { Retention } from './Retention.tsx';
import { type RecordingList, useRecordings } from './useRecordings.ts';

const texts = recordingTexts.list;

/** Every recording there is, how far it is, and for how long it is kept. */
export function Recordings() {
  usePageTitle(texts.title);
  const list = useRecordings();
  return (
    <PageBody width="max-w-6xl">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="flex flex-col gap-1">
          <PageHeading>{texts.title}</PageHeading>
          <p className="text-sm text-muted">{texts.intro}</p>
        </div>
        <Retention />
      </div>
      <MissingPlaces />
      <Loaded
        query={list}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={5} row="h-14 w-full" className="gap-2" />}
      >
        {recordings => <List list={list} recordings={recordings} />}
      </Loaded>
    </PageBody>
  );
}

interface ListProps {
  list: RecordingList;
  recordings: readonly RecordingSummary[];
}

function List({ list, recordings }: ListProps) {
  const [filter, setFilter] = useState('');
  const { fetchNextPage, hasNextPage, isFetchNextPageError, isFetchingNextPage } = list;
  const searchesMore = filter.trim() !== '' && hasNextPage && !isFetchNextPageError;
  // What is not shown yet is searched, too.
  useEffect(() => {
    if (searchesMore && !isFetchingNextPage) void fetchNextPage();
  }, [searchesMore, isFetchingNextPage, fetchNextPage]);
  if (recordings.length === 0)
    return (
      <EmptyState icon={<Clapperboard className="size-6" />} title={texts.empty}>
        {texts.emptyBody}
      </EmptyState>
    );
  const shown = recordings
    .filter(recording => matches(recording, filter))
    .toSorted((a, b) => b.startedAt - a.startedAt);
  const { columns } = texts;
  return (
    <>
      <div className="max-w-sm">
        <TextField
          label={texts.filter}
          hideLabel
          type="search"
          placeholder={texts.filterShort}
          value={filter}
          onChange={event => setFilter(event.target.value)}
        />
      </div>
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
                <RecordingRow key={recording.recordingId} recording={recording} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p role="status" className="text-sm text-muted">
        {shown.length === 0 && !searchesMore ? texts.noMatch(filter.trim()) : ''}
      </p>
      {hasNextPage && (
        <div className="flex flex-col items-center gap-2">
          {isFetchNextPageError && <Banner tone="warning">{texts.moreFailed}</Banner>}
          <Button pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {texts.more}
          </Button>
        </div>
      )}
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
