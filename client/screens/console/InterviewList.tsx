import { CalendarPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { ButtonLink } from '../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { useStaffMay } from '../../hooks/useMember.ts';
import { useNow } from '../../hooks/useNow.ts';
import { consoleTexts } from '../../texts/console.ts';
import { InterviewListSkeleton } from './InterviewListSkeleton.tsx';
import { InterviewRow } from './InterviewRow.tsx';
import { groupInterviews, matchesFilter } from './interviewGroups.ts';
import { Loaded, type Reading } from './Loaded.tsx';
import { useRowKeys } from './useRowKeys.ts';

const texts = consoleTexts.list;
const CLOCK_MS = 15_000;

interface InterviewListProps {
  query: Reading<RouteResult<'interviews.list'>>;
  chosenId: string | undefined;
}

export function InterviewList({ query, chosenId }: InterviewListProps) {
  const mayCreate = useStaffMay('interviews.create');
  const [filter, setFilter] = useState('');
  const interviews = query.data?.interviews;

  return (
    <section aria-label={texts.title} className="flex flex-1 flex-col gap-4 px-4 py-5 sm:px-6">
      <div className="flex items-center justify-between gap-3">
        <PageHeading level={chosenId ? 'h2' : 'h1'}>{texts.title}</PageHeading>
        {mayCreate && interviews?.length !== 0 && <CreateLink />}
      </div>
      <Loaded query={query} failed={texts.failed} stale={texts.stale} skeleton={<InterviewListSkeleton />}>
        {data => (
          <LoadedList
            interviews={data.interviews}
            chosenId={chosenId}
            filter={filter}
            onFilter={setFilter}
            mayCreate={mayCreate}
          />
        )}
      </Loaded>
    </section>
  );
}

interface LoadedListProps {
  interviews: RouteResult<'interviews.list'>['interviews'];
  chosenId: string | undefined;
  filter: string;
  onFilter: (filter: string) => void;
  mayCreate: boolean;
}

function LoadedList({ interviews, chosenId, filter, onFilter, mayCreate }: LoadedListProps) {
  const now = useNow(CLOCK_MS);
  const { listRef, onRowKeyDown } = useRowKeys();
  if (interviews.length === 0) return <NoInterviews mayCreate={mayCreate} />;

  const groups = groupInterviews(
    interviews.filter(interview => matchesFilter(interview, filter)),
    now,
  );
  const shown = groups.flatMap(group => group.interviews);
  const GroupHeading = chosenId ? 'h3' : 'h2';
  const tabStop = shown.find(interview => interview.interviewId === chosenId) ?? shown[0];

  return (
    <>
      <TextField
        label={texts.filter}
        hideLabel
        type="search"
        placeholder={texts.filterShort}
        value={filter}
        onChange={event => onFilter(event.target.value)}
      />
      <p className="sr-only">{texts.keys}</p>
      <div ref={listRef} className="flex flex-col gap-6">
        {groups.map(group => (
          <section key={group.name} aria-labelledby={`group-${group.name}`}>
            <GroupHeading id={`group-${group.name}`} className="px-3 pb-1.5 text-xs font-medium text-muted">
              {texts.groups[group.name]}
            </GroupHeading>
            <ul className="flex flex-col gap-0.5">
              {group.interviews.map(interview => (
                <InterviewRow
                  key={interview.interviewId}
                  interview={interview}
                  now={now}
                  chosen={interview.interviewId === chosenId}
                  tabStop={interview === tabStop}
                  onKeyDown={onRowKeyDown}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <p role="status" className="px-3 text-sm text-muted">
        {groups.length === 0 ? texts.noMatch(filter.trim()) : ''}
      </p>
    </>
  );
}

function NoInterviews({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      icon={<CalendarPlus className="size-6" />}
      title={texts.emptyTitle}
      action={mayCreate && <CreateLink />}
    >
      {mayCreate ? texts.emptyBody : texts.emptyReadOnly}
    </EmptyState>
  );
}

function CreateLink() {
  return (
    <ButtonLink to="/console/new" variant="primary" icon={<Plus className="size-4" aria-hidden="true" />}>
      {texts.create}
    </ButtonLink>
  );
}
