import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { MessageSquareText, Play, SearchX } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import type { InterviewId } from '../../../../shared/ids.ts';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import type { SnippetPart, TranscriptHit } from '../../../../shared/protocol/transcriptRoutes.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { callRoute } from '../../../core/api.ts';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { speakerName } from '../../../hooks/review/useTranscript.ts';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { formatClock } from '../../../texts/clock.ts';
import { formatDay } from '../../../texts/times.ts';
import { transcriptSearchTexts as texts } from '../../../texts/transcriptSearch.ts';
import { ConsolePage } from '../ConsolePage.tsx';
import { ListViews } from '../interviews/ListViews.tsx';
import { MorePages } from '../ListPage.tsx';
import { Loaded } from '../Loaded.tsx';

export const TRANSCRIPT_SEARCH_PATH = '/console/interviews/transcripts';
const QUERY = 'q';
const QUERY_LENGTH = 200;
const TYPING_MS = 300;

/** Finds what was said in any interview, and opens the recording at that moment. */
export function TranscriptSearch() {
  usePageTitle(texts.title);
  const [params, setParams] = useSearchParams();
  const typed = params.get(QUERY) ?? '';
  const query = useDebounced(typed.trim(), TYPING_MS);
  return (
    <ConsolePage title={texts.title} intro={texts.intro} tabs={<ListViews />}>
      <search className="w-full max-w-xl">
        <TextField
          label={texts.field}
          hideLabel
          type="search"
          placeholder={texts.placeholder}
          maxLength={QUERY_LENGTH}
          value={typed}
          onChange={({ currentTarget: { value } }) =>
            setParams(value === '' ? {} : { [QUERY]: value }, { replace: true })
          }
        />
      </search>
      {query === '' ? (
        <EmptyState icon={MessageSquareText} title={texts.start}>
          {texts.startBody}
        </EmptyState>
      ) : (
        <Results query={query} />
      )}
    </ConsolePage>
  );
}

type Page = RouteResult<'transcripts.search'>;

function Results({ query }: { query: string }) {
  const found = useInfiniteQuery({
    queryKey: ['transcripts.search', query],
    queryFn: ({ pageParam, signal }) =>
      callRoute('transcripts.search', { query, ...(pageParam && { after: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: Page) => next,
    // Keeps the results while a person types.
    placeholderData: keepPreviousData,
  });
  const hits = found.data?.pages.flatMap(page => page.hits);
  return (
    <Loaded
      query={{ ...found, data: hits }}
      failed={texts.failed}
      stale={texts.stale}
      skeleton={<SkeletonRows count={5} row="h-20 w-full" className="gap-2" />}
    >
      {shown =>
        shown.length === 0 ? (
          <EmptyState icon={SearchX} title={texts.none(query)}>
            {texts.noneBody}
          </EmptyState>
        ) : (
          <>
            <ul aria-label={texts.results} className="flex flex-col gap-4">
              {byInterview(shown).map(group => (
                <li key={`${group[0]?.interviewId} ${group[0]?.atMs}`}>
                  <FoundInterview hits={group} />
                </li>
              ))}
            </ul>
            <MorePages pages={found} texts={texts} />
          </>
        )
      }
    </Loaded>
  );
}

/** Puts hits of one interview that follow each other into one group. */
function byInterview(hits: readonly TranscriptHit[]): TranscriptHit[][] {
  const groups: TranscriptHit[][] = [];
  let interviewId: InterviewId | undefined;
  for (const hit of hits) {
    if (hit.interviewId === interviewId) groups.at(-1)?.push(hit);
    else groups.push([hit]);
    interviewId = hit.interviewId;
  }
  return groups;
}

function FoundInterview({ hits }: { hits: readonly TranscriptHit[] }) {
  const now = useNow(60_000);
  const [first] = hits;
  if (!first) return null;
  const { title, candidateNames, startedAt } = first;
  return (
    <Card padding="none">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-2.5">
        <h2 className="min-w-0 text-sm font-semibold">{texts.interview(title, candidateNames)}</h2>
        <p className="text-xs text-muted">{formatDay(startedAt, now)}</p>
      </div>
      <ul className="divide-y divide-line">
        {hits.map(hit => (
          <li key={`${hit.kind} ${hit.atMs} ${hit.speaker?.seatId}`}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Hit({ hit: { interviewId, atMs, speaker, question, snippet } }: { hit: TranscriptHit }) {
  const clock = formatClock(atMs);
  const about = [
    question && texts.question(question.number, question.text),
    question && texts.competencies(question.competencies.map(({ name }) => name)),
  ].filter(Boolean);
  return (
    <Link
      to={reviewPath(interviewId, { atMs })}
      className="group flex items-start gap-3 rounded-control px-4 py-3 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="flex w-16 shrink-0 items-center gap-1.5 font-medium text-accent-ink tabular-nums">
        <Play className="size-3.5" aria-hidden="true" />
        <span className="sr-only">{texts.open(clock)}: </span>
        <span aria-hidden="true">{clock}</span>
      </span>
      <span className="flex min-w-0 flex-col gap-0.5">
        <span className="wrap-anywhere">
          {speaker && <span className="font-medium">{speakerName(speaker)}: </span>}
          {placed(snippet).map(({ from, ...part }) => (
            <Part key={from} part={part} />
          ))}
        </span>
        {about.length > 0 && <span className="line-clamp-2 text-xs text-muted">{about.join(' · ')}</span>}
      </span>
    </Link>
  );
}

/** Adds to each part where it starts in the snippet. */
function placed(snippet: readonly SnippetPart[]): (SnippetPart & { from: number })[] {
  let from = 0;
  return snippet.map(part => {
    const at = from;
    from += part.text.length;
    return { ...part, from: at };
  });
}

function Part({ part: { text, match } }: { part: SnippetPart }) {
  if (!match) return text;
  return <mark className="rounded-xs bg-warning-soft px-0.5 text-warning-ink">{text}</mark>;
}
