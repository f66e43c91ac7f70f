import { CalendarPlus, Plus } from 'lucide-react';
import { SEARCH_LENGTH } from '../../../shared/protocol/interviewList.ts';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { ButtonLink } from '../../components/ui/ButtonLink.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { useStaffMay } from '../../hooks/useMember.ts';
import { consoleTexts } from '../../texts/console.ts';
import { InterviewListSkeleton } from './InterviewListSkeleton.tsx';
import { InterviewRow } from './InterviewRow.tsx';
import { Loaded } from './Loaded.tsx';
import type { Interviews, ListedGroup } from './useInterviews.ts';
import { useRowKeys } from './useRowKeys.ts';

const texts = consoleTexts.list;

interface InterviewListProps {
  list: Interviews;
  now: number;
  /** True when there are no interviews at all. */
  empty: boolean;
  chosenId: string | undefined;
  typed: string;
  onType: (typed: string) => void;
  /** What was last searched for. */
  search: string;
}

export function InterviewList({ list, now, empty, chosenId, typed, onType, search }: InterviewListProps) {
  const mayCreate = useStaffMay('interviews.create');

  return (
    <section aria-label={texts.title} className="flex flex-1 flex-col gap-4 px-4 py-5 sm:px-6">
      <div className="flex items-center justify-between gap-3">
        <PageHeading level={chosenId ? 'h2' : 'h1'}>{texts.title}</PageHeading>
        {mayCreate && !empty && <CreateLink />}
      </div>
      {!empty && (
        <TextField
          label={texts.filter}
          hideLabel
          type="search"
          placeholder={texts.filterShort}
          maxLength={SEARCH_LENGTH}
          value={typed}
          onChange={event => onType(event.target.value)}
        />
      )}
      <Loaded query={list} failed={texts.failed} stale={texts.stale} skeleton={<InterviewListSkeleton />}>
        {groups =>
          empty ? (
            <NoInterviews mayCreate={mayCreate} />
          ) : (
            <>
              <Groups groups={groups} chosenId={chosenId} now={now} busy={list.isPlaceholderData} />
              <Found groups={groups} search={search} busy={list.isPlaceholderData} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}

interface GroupsProps {
  groups: readonly ListedGroup[];
  chosenId: string | undefined;
  now: number;
  busy: boolean;
}

function Groups({ groups, chosenId, now, busy }: GroupsProps) {
  const { listRef, onRowKeyDown } = useRowKeys();
  const shown = groups.flatMap(({ interviews }) => interviews);
  const GroupHeading = chosenId ? 'h3' : 'h2';
  const tabStop = shown.find(interview => interview.interviewId === chosenId) ?? shown[0];

  return (
    <>
      <p className="sr-only">{texts.keys}</p>
      <div
        ref={listRef}
        aria-busy={busy || undefined}
        className={classNames('flex flex-col gap-6', busy && 'opacity-60')}
      >
        {groups
          .filter(({ interviews }) => interviews.length > 0)
          .map(group => (
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
              <More group={group} />
            </section>
          ))}
      </div>
    </>
  );
}

function More({ group }: { group: ListedGroup }) {
  const { name, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = group;
  if (!hasNextPage) return null;
  return (
    <div className="flex flex-col items-center gap-2 pt-2">
      {isFetchNextPageError && <Banner tone="warning">{texts.moreFailed}</Banner>}
      <Button size="sm" pending={isFetchingNextPage} aria-label={texts.moreOf[name]} onClick={fetchNextPage}>
        {texts.more}
      </Button>
    </div>
  );
}

/** Announces what a search has found; seen only where it has found nothing. */
function Found({ groups, search, busy }: Pick<GroupsProps, 'groups' | 'busy'> & { search: string }) {
  const count = groups.reduce((sum, { interviews }) => sum + interviews.length, 0);
  const more = groups.some(({ hasNextPage }) => hasNextPage);
  return (
    <p role="status" className={count === 0 ? 'px-3 text-sm text-muted' : 'sr-only'}>
      {search !== '' && !busy && (count === 0 ? texts.noMatch(search) : texts.found(count, more))}
    </p>
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
