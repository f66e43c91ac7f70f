import { CalendarPlus, Plus, SearchX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Outlet, useParams, useSearchParams } from 'react-router';
import { type InterviewSummary, SEARCH_LENGTH } from '../../../../shared/protocol/interviewList.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SegmentedControl } from '../../../components/ui/SegmentedControl.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { Skeleton, Skeletons } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { useMediaQuery } from '../../../hooks/useMediaQuery.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { bulkTexts } from '../../../texts/bulk.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { KeysButton, KeysDialog, useListKeys } from '../ListKeys.tsx';
import { ListPage, MorePages } from '../ListPage.tsx';
import { Loaded } from '../Loaded.tsx';
import { BulkBar } from './BulkBar.tsx';
import { InterviewCalendar } from './InterviewCalendar.tsx';
import { InterviewRow } from './InterviewRow.tsx';
import { InterviewTable } from './InterviewTable.tsx';
import { ListFilters } from './ListFilters.tsx';
import { ListMenu } from './ListMenu.tsx';
import { ListViews } from './ListViews.tsx';
import {
  addressOf,
  DISPLAYS,
  type ListAddress,
  searched,
  searchOf,
  sortName,
  sortOf,
  USUAL_VIEWS,
  viewOf,
} from './listAddress.ts';
import { type InterviewListQuery, useInterviewList } from './useInterviewList.ts';
import { type Selection, useSelection } from './useSelection.ts';

const CLOCK_MS = 15_000;
const TYPING_MS = 250;
const texts = interviewListTexts;

interface Listing {
  address: ListAddress;
  list: InterviewListQuery;
  now: number;
  change: (address: ListAddress) => void;
}

/** Lists interviews: across the page, or next to the chosen interview. */
export function Interviews() {
  const { interviewId } = useParams();
  const now = useNow(CLOCK_MS);
  const [params, setParams] = useSearchParams();
  const address = addressOf(params);
  const list = useInterviewList(address);
  const change = (changed: ListAddress) => setParams(searchOf(changed), { replace: true });
  const listing = { address, list, now, change };
  if (interviewId === undefined) return <WholeList {...listing} />;
  return (
    <ListPage
      isEmpty={false}
      isChosen
      label={interviewListTexts.list.title}
      listWidth="lg:w-104"
      list={<SideList {...listing} chosenId={interviewId} />}
    >
      <Outlet />
    </ListPage>
  );
}

function WholeList(listing: Listing) {
  const { address, list, now, change } = listing;
  usePageTitle(interviewListTexts.list.title);
  const mayCreate = useStaffMay('interviews.create');
  const { display } = address;
  const empty = isEmpty(listing);
  return (
    <ConsolePage
      title={interviewListTexts.list.title}
      actions={
        !empty && (
          <>
            <ListMenu address={address} />
            {mayCreate && <CreateLink />}
          </>
        )
      }
      width="full"
      tabs={<ListViews address={address} />}
    >
      {empty ? (
        <NoInterviews mayCreate={mayCreate} />
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
            <div className="w-full sm:w-72">
              <SearchField {...listing} />
            </div>
            <SegmentedControl
              label={texts.display.label}
              options={DISPLAYS.map(value => ({ value, label: texts.display[value] }))}
              value={display}
              onChange={value => change({ ...address, display: value, day: undefined })}
              className="sm:ml-auto"
              buttonClassName="px-3"
            />
            {display === 'list' && (
              <div className="w-36 grow sm:w-48 sm:grow-0">
                <Select
                  label={texts.sort.label}
                  hideLabel
                  options={Object.entries(texts.sort.options).map(([value, label]) => ({ value, label }))}
                  value={sortName(address.sort)}
                  onChange={event => change({ ...address, sort: sortOf(event.target.value) })}
                />
              </div>
            )}
          </div>
          <ListFilters
            address={address}
            counts={list.counts}
            now={now}
            isNamed={isUsual(address)}
            onChange={change}
          />
          {display === 'list' ? (
            <Rows {...listing} />
          ) : (
            <InterviewCalendar address={{ ...address, display }} now={now} onChange={change} />
          )}
        </>
      )}
    </ConsolePage>
  );
}

function SideList({ chosenId, ...listing }: Listing & { chosenId: string }) {
  const { address, list, now, change } = listing;
  return (
    <ConsolePage title={interviewListTexts.list.title} level="h2" width="full">
      <SearchField {...listing} />
      <ListFilters address={address} counts={list.counts} now={now} onChange={change} />
      <Rows {...listing} chosenId={chosenId} />
    </ConsolePage>
  );
}

function Rows({ chosenId, ...listing }: Listing & { chosenId?: string }) {
  const { address, list, now, change } = listing;
  const isWide = useMediaQuery('(min-width: 48em)') && chosenId === undefined;
  const search = searchOf(address);
  const busy = list.isPlaceholderData;
  const mayChange = useStaffMay('interviews.change') && chosenId === undefined;
  const [isSelecting, setSelecting] = useState(false);
  const chosen = useSelection(
    search,
    list.interviews.map(({ interviewId }) => interviewId),
  );
  // Selected rows stay selectable when the window gets narrow.
  const selects = isWide || isSelecting || chosen.ids.size > 0;
  const selection = mayChange && selects ? chosen : undefined;
  const [showsKeys, setShowsKeys] = useState(false);
  const { listRef, onKeyDown } = useListKeys({
    onSelect:
      selection &&
      ((index, withShift) => {
        const interview = list.interviews[index];
        if (interview) selection.toggle(interview.interviewId, withShift);
      }),
    onHelp: () => setShowsKeys(true),
  });
  return (
    <Loaded
      query={list}
      failed={interviewListTexts.list.failed}
      stale={interviewListTexts.list.stale}
      skeleton={<ListSkeleton />}
    >
      {() => (
        <>
          <p className="sr-only">
            {texts.keys} {selection && bulkTexts.keys}
          </p>
          <div className="flex items-center justify-between gap-3">
            <p role="status" className="text-xs text-muted">
              <span>{!busy && list.counts && texts.total(list.counts.total)}</span>
              {searchesAll(address) && list.interviews.length > 0 && (
                <span className="before:content-['_·_']">{texts.searchedAll}</span>
              )}
            </p>
            {isWide && list.interviews.length > 0 && <KeysButton onOpen={() => setShowsKeys(true)} />}
            {mayChange && !isWide && list.interviews.length > 0 && (
              <Button
                variant="quiet"
                size="sm"
                onClick={() => {
                  chosen.clear();
                  setSelecting(!selects);
                }}
              >
                {selects ? bulkTexts.stop : bulkTexts.start}
              </Button>
            )}
          </div>
          {list.interviews.length === 0 && <NoMatch {...listing} />}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: its rows and boxes have the focus */}
          <div
            ref={listRef}
            onKeyDown={onKeyDown}
            aria-busy={busy || undefined}
            className={classNames(busy && 'opacity-60')}
          >
            {isWide && list.interviews.length > 0 ? (
              <InterviewTable
                interviews={list.interviews}
                now={now}
                search={search}
                sort={address.sort}
                onSort={sort => change({ ...address, sort })}
                selection={selection}
              />
            ) : (
              <RowList
                interviews={list.interviews}
                now={now}
                search={search}
                chosenId={chosenId}
                selection={selection}
              />
            )}
          </div>
          {showsKeys && (
            <KeysDialog
              keys={[...texts.keyList.moving, ...(selection ? texts.keyList.selecting : [])]}
              onClose={() => setShowsKeys(false)}
            />
          )}
          <MorePages pages={list} texts={interviewListTexts.list} />
          {selection && <BulkBar selection={selection} address={address} total={list.counts?.total ?? 0} />}
        </>
      )}
    </Loaded>
  );
}

interface RowListProps {
  interviews: readonly InterviewSummary[];
  now: number;
  search: string;
  chosenId: string | undefined;
  selection: Selection | undefined;
}

function RowList({ interviews, now, search, chosenId, selection }: RowListProps) {
  const tabStop = interviews.find(interview => interview.interviewId === chosenId) ?? interviews[0];
  return (
    <ul className="-mx-3 flex flex-col gap-0.5">
      {interviews.map(interview => (
        <InterviewRow
          key={interview.interviewId}
          interview={interview}
          now={now}
          search={search}
          chosen={interview.interviewId === chosenId}
          tabStop={interview === tabStop}
          selection={selection}
        />
      ))}
    </ul>
  );
}

/** Puts what is typed into the address after a pause. */
function SearchField({ address, change }: Listing) {
  const shown = address.filter.search ?? '';
  const [typed, setTyped] = useState(shown);
  const written = useRef(shown);
  /** What was shown before the search. It is back when the text is removed, unless filters have changed. */
  const before = useRef<ListAddress>(undefined);
  const apply = (text: string) => {
    written.current = text;
    if (!shown) before.current = address;
    const start = before.current;
    const isOnlySearched = start && viewOf(searched(start, shown)) === viewOf(address);
    change(text === '' && isOnlySearched ? start : searched(address, text));
  };
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    // The address has changed elsewhere, for example because another view was chosen.
    if (shown === written.current) return;
    written.current = shown;
    setTyped(shown);
  }, [shown]);
  return (
    <TextField
      label={texts.search}
      hideLabel
      type="search"
      placeholder={texts.searchHint}
      maxLength={SEARCH_LENGTH}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(() => apply(target.value.trim()), TYPING_MS);
      }}
    />
  );
}

/** True for a search that no filter limits. */
function searchesAll({ filter: { search, ...others }, from, to }: ListAddress): boolean {
  return search !== undefined && Object.keys(others).length === 0 && !from && !to;
}

function isUsual(address: ListAddress): boolean {
  return Object.values(USUAL_VIEWS).includes(viewOf(address));
}

/** True when the reader has no interviews, and not only none that match. */
function isEmpty({ address, list }: Listing): boolean {
  const { statuses: _any, ...others } = address.filter;
  const isFiltered = Object.keys(others).length > 0 || address.from || address.to;
  return !isFiltered && !list.isPlaceholderData && list.counts?.statuses.length === 0;
}

function NoMatch({ address, change }: Listing) {
  const { search } = address.filter;
  const view = viewOf(address);
  const usual = (['upcoming', 'due', 'past'] as const).find(name => USUAL_VIEWS[name] === view);
  if (usual)
    return (
      <EmptyState
        icon={CalendarPlus}
        title={texts.nothingInView(texts.views[usual])}
        action={<ButtonLink to={`/console/interviews?${USUAL_VIEWS.all}`}>{texts.toAll}</ButtonLink>}
      >
        {texts.nothingInViewBody}
      </EmptyState>
    );
  const clear = () =>
    change({ ...address, filter: search ? { search } : {}, from: undefined, to: undefined });
  return (
    <EmptyState
      icon={SearchX}
      title={search ? interviewListTexts.list.noMatch(search) : texts.nothing}
      action={!searchesAll(address) && <Button onClick={clear}>{texts.clear}</Button>}
    >
      {searchesAll(address) ? texts.nothingSearched : texts.nothingBody}
    </EmptyState>
  );
}

function NoInterviews({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      icon={CalendarPlus}
      title={interviewListTexts.list.emptyTitle}
      action={mayCreate && <CreateLink />}
    >
      {mayCreate ? interviewListTexts.list.emptyBody : interviewListTexts.list.emptyReadOnly}
    </EmptyState>
  );
}

function CreateLink() {
  return (
    <ButtonLink to="/console/interviews/new" variant="primary" icon={Plus}>
      {interviewListTexts.list.create}
    </ButtonLink>
  );
}

const ROWS = [0, 1, 2, 3, 4];

function ListSkeleton() {
  return (
    <Skeletons className="gap-4">
      {ROWS.map(row => (
        <div key={row} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 py-1">
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-12" />
            <Skeleton className="h-3 w-14" />
          </div>
          <div className="flex flex-col gap-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </Skeletons>
  );
}
