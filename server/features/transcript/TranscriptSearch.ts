import { codeNameOf } from '../../../shared/evaluation/evaluationState.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import { hidesNameFrom } from '../../../shared/interview/visibility.ts';
import type { RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import type { SnippetPart, TranscriptHit } from '../../../shared/protocol/transcriptRoutes.ts';
import type { TranscriptSpeaker } from '../../../shared/transcript/transcript.ts';
import { listReader, shownNames } from '../../interviews/staffInterviews.ts';
import {
  type FoundEntry,
  SEARCH_WINDOW,
  type TranscriptSearchStore,
} from '../../store/transcriptSearchStore.ts';
import type { EntryQuestion, StoredPassage, TranscriptStore } from '../../store/transcriptStore.ts';
import { queryTokens, searchTokens } from '../../store/transcriptTokens.ts';
import { nameTokens, withoutNames } from './hiddenNames.ts';
import { shownPassage } from './TranscriptReading.ts';

const PAGE = 20;
/** Words of a snippet before the first hit, and in all. */
const SNIPPET_BEFORE = 6;
const SNIPPET_WORDS = 24;

interface Wanted {
  query: string;
  interviewId?: InterviewId | undefined;
  after?: string | undefined;
}

/** A window of the newest hits, and how many of its hits were shown. */
interface Position {
  before?: number;
  shown: number;
}

/**
 * Searches transcripts for a member of staff. Takes hits in windows, from new to old, and sorts each window by how well
 * the hits match, so that a frequent word costs no more than a rare one.
 */
export class TranscriptSearch {
  readonly #store: TranscriptSearchStore;
  readonly #transcripts: Pick<TranscriptStore, 'findPassages'>;
  readonly #ratersSee: () => Promise<boolean>;

  constructor(
    store: TranscriptSearchStore,
    transcripts: Pick<TranscriptStore, 'findPassages'>,
    ratersSee: () => Promise<boolean>,
  ) {
    this.#store = store;
    this.#transcripts = transcripts;
    this.#ratersSee = ratersSee;
  }

  async search(
    { query, interviewId, after }: Wanted,
    member: StaffMember,
  ): Promise<RouteResult<'transcripts.search'>> {
    const { before, shown } = positionOf(after);
    const reader = listReader(member);
    const found = await this.#store.search({
      reader,
      query,
      interviewId,
      before,
      ratersSee: await this.#ratersSee(),
    });
    const tokens = queryTokens(query);
    const seen = found.flatMap(entry => withNamesHidden(entry, tokens));
    const ordered = interviewId ? seen : byMatch(seen, tokens);
    const page = ordered.slice(shown, shown + PAGE);
    const [questions, passages] = await Promise.all([
      this.#store.questionsOf([...new Set(page.map(entry => entry.interviewId))]),
      this.#transcripts.findPassages(page.flatMap(({ passageId }) => passageId ?? [])),
    ]);
    const passageOf = new Map(passages.map(passage => [passage.passageId, passage]));
    const hits = page.map(entry =>
      hitOf(entry, entry.passageId && passageOf.get(entry.passageId), tokens, questions),
    );
    const next =
      shown + page.length < seen.length
        ? `${before ?? ''}:${shown + page.length}`
        : nextWindow(found, interviewId !== undefined);
    return { hits, ...(next && { next }) };
  }
}

function positionOf(after: string | undefined): Position {
  const [, before, shown] = /^(\d{0,15}):(\d{1,4})$/.exec(after ?? ':0') ?? [];
  return { shown: Number(shown ?? 0), ...(before && { before: Number(before) }) };
}

function nextWindow(found: readonly FoundEntry[], isOne: boolean): string | undefined {
  if (found.length < SEARCH_WINDOW || isOne) return undefined;
  return `${Math.min(...found.map(({ entryId }) => entryId))}:0`;
}

/** Hides the candidate's name where the reader may not see it. Omits entries that match by the name alone. */
function withNamesHidden(entry: FoundEntry, tokens: readonly string[]): FoundEntry[] {
  const { interview } = entry;
  if (!hidesNameFrom(interview, interview.own)) return [entry];
  const names = interview.seats.filter(({ role }) => role === 'candidate').map(({ name = '' }) => name);
  const text = withoutNames(entry.text, nameTokens(names));
  const shown = searchTokens(text);
  const last = tokens.length - 1;
  const isFound = tokens.every((token, index) =>
    shown.some(word => (index === last ? word.startsWith(token) : word === token)),
  );
  return isFound ? [{ ...entry, text }] : [];
}

/** Sorts hits by match. Of equal hits, the newest comes first. */
function byMatch(found: readonly FoundEntry[], tokens: readonly string[]): FoundEntry[] {
  const scores = new Map(found.map(entry => [entry, scoreOf(entry, tokens)]));
  return found.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
}

/** Questions, words as a phrase, and whole words are better than other matches. */
function scoreOf({ text, question }: FoundEntry, tokens: readonly string[]): number {
  const words = searchTokens(text);
  const whole = ` ${words.join(' ')} `;
  const isPhrase = tokens.length > 1 && whole.includes(` ${tokens.join(' ')}`);
  const last = tokens.at(-1) ?? '';
  const times = words.filter(word => tokens.includes(word) || word.startsWith(last)).length;
  return (
    (question ? 4 : 0) +
    (isPhrase ? 3 : 0) +
    (whole.includes(` ${last} `) ? 2 : 0) +
    times / (words.length + 10)
  );
}

function hitOf(
  entry: FoundEntry,
  passage: StoredPassage | undefined,
  tokens: readonly string[],
  questions: ReadonlyMap<string, EntryQuestion>,
): TranscriptHit {
  const { interviewId, interview, startedAt, questionId, seatId } = entry;
  const question = entry.question ?? (questionId && questions.get(`${interviewId} ${questionId}`));
  const speaker = seatId && speakerOf(entry, seatId);
  return {
    interviewId,
    ...shownNames(interview),
    startedAt,
    kind: entry.question ? 'question' : 'speech',
    atMs: passage ? momentOf(passage, tokens) : entry.atMs,
    ...(speaker && { speaker }),
    ...(question && questionId && { question: { questionId, ...question } }),
    snippet: snippetOf(entry.text, tokens),
  };
}

function speakerOf(
  { interview }: FoundEntry,
  seatId: NonNullable<FoundEntry['seatId']>,
): TranscriptSpeaker | undefined {
  const seat = interview.seats.find(one => one.seatId === seatId);
  if (!seat) return undefined;
  const role = seat.role === 'candidate' ? 'candidate' : 'interviewer';
  const isHidden = role === 'candidate' && hidesNameFrom(interview, interview.own);
  return { role, seatId, name: isHidden ? codeNameOf(seatId) : (seat.name ?? '') };
}

/** Returns when the words were said. */
function momentOf(passage: StoredPassage, tokens: readonly string[]): number {
  const { words, fromMs } = shownPassage(passage);
  const texts = words.map(({ text }) => text);
  return words[firstMatch(texts, tokens)]?.fromMs ?? fromMs;
}

/** Returns the place where the words start in sequence, or otherwise of the first one. */
function firstMatch(words: readonly string[], tokens: readonly string[]): number {
  const found = words.flatMap((word, index) => searchTokens(word).map(token => ({ token, index })));
  const last = tokens.length - 1;
  const isPhrase = (_: unknown, at: number) =>
    tokens.every((token, offset) => {
      const said = found[at + offset]?.token;
      return offset === last ? said?.startsWith(token) : said === token;
    });
  return found.find(isPhrase)?.index ?? words.findIndex(word => matches(word, tokens));
}

function matches(word: string, tokens: readonly string[]): boolean {
  const last = tokens.at(-1) ?? '';
  return searchTokens(word).some(token => tokens.includes(token) || (last !== '' && token.startsWith(last)));
}

/** Returns the words around the match, in parts that join to the text. */
export function snippetOf(text: string, tokens: readonly string[]): SnippetPart[] {
  const words = text.split(/\s+/).filter(Boolean);
  const from = Math.max(0, firstMatch(words, tokens) - SNIPPET_BEFORE);
  const shown = words.slice(from, from + SNIPPET_WORDS);
  const parts: SnippetPart[] = [];
  const add = (word: string, match: boolean) => {
    const before = parts.at(-1);
    if (before && (before.match ?? false) === match) before.text += ` ${word}`;
    else if (!before) parts.push({ text: word, ...(match && { match }) });
    else if (match) {
      before.text += ' ';
      parts.push({ text: word, match });
    } else parts.push({ text: ` ${word}` });
  };
  if (from > 0) add('…', false);
  for (const word of shown) add(word, matches(word, tokens));
  if (from + shown.length < words.length) add('…', false);
  return parts;
}
