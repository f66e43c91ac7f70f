import { sql } from 'kysely';
import { TranscriptSearch } from '../../../server/features/transcript/TranscriptSearch.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import type { Store } from '../../../server/store/store.ts';
import type { NewPassage } from '../../../server/store/transcriptStore.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { newRecordingId } from '../../support/finishedRecording.ts';
import { newInterviewId, newSeat } from '../../support/interviewLog.ts';
import { startPostgres } from '../../support/postgresServer.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';
import { newPassage, newTranscript, TRANSCRIBED_QUESTION } from '../../support/transcriptRows.ts';
import type { BenchContext } from '../benchCase.ts';
import { compared, distribution, median, percentile } from '../figure.ts';

const STAFF = 40;
const VOCABULARY = 8_000;
const PASSAGES = 170;
const WORDS = 15;
const WARM_UP = 3;

const member = (email: string, role: 'organizer' | 'interviewer') => ({
  ...{ userId: 'bench', name: 'Olga', email, role, disabled: false, teams: [] },
});

export const SEARCH_FIGURES = ['transcript.search', 'transcript.search.postgresql'] as const;

/**
 * How long a search through transcripts takes, on SQLite and on PostgreSQL. Calls the search in process, one call at a
 * time: frequent and rare words, several words, and starts of words, by an organizer and by an interviewer of one in 40.
 * An interview has 170 passages of 15 words, about half an hour of speech, with words as frequent as in English (Zipf's
 * law). The baseline reads 20 entries by their key.
 */
export async function measureSearch(context: BenchContext): Promise<void> {
  await using folder = await temporaryFolder('bench-transcripts');
  await measureOn(context, 'SQLite', 'transcript.search', { DATA_DIR: folder.path });
  await using postgres = await startPostgres();
  const variables = { DATABASE_URL: await postgres.createDatabase() };
  await measureOn(context, 'PostgreSQL', 'transcript.search.postgresql', variables);
}

async function measureOn(
  context: BenchContext,
  database: string,
  name: (typeof SEARCH_FIGURES)[number],
  variables: Record<string, string>,
): Promise<void> {
  const store = await openTestStore(variables);
  await using _store = { [Symbol.asyncDispose]: () => store.close() };
  const count = context.parameter('interviews');
  for (let index = 0; index < count; index += 1) {
    await addTranscribed(store, index);
    if (index % 100 === 99) context.progress(`${index + 1} transcripts on ${database}`);
  }
  // PostgreSQL does this automatically some minutes after so many changes.
  if (store.database.kind === 'postgres') await sql`analyze`.execute(store.database.kysely);
  const search = new TranscriptSearch(store.transcriptSearch, store.transcripts, async () => true);
  const all: number[] = [];
  for (const reader of [
    member('olga@example.org', 'organizer'),
    member('staff-7@example.org', 'interviewer'),
  ])
    for (const query of QUERIES)
      all.push(...(await times(context.parameter('asks'), () => search.search({ query }, reader))));
  const baseline = median(await times(context.parameter('asks'), () => readEntries(store)));
  context.report({
    name,
    unit: 'ms',
    ...distribution(all),
    p99: percentile(all, 0.99),
    ...compared(median(all), baseline),
    note: `${count} interviews, ${count * PASSAGES} passages, ${database}, in process; baseline: 20 entries by key`,
  });
}

async function times(asks: number, call: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let at = -WARM_UP; at < asks; at += 1) {
    const startedAt = performance.now();
    await call();
    if (at >= 0) all.push(performance.now() - startedAt);
  }
  return all;
}

async function readEntries({ database }: Store): Promise<void> {
  await sql`select * from transcript_entries order by entry_id limit 20`.execute(database.kysely);
}

export async function addTranscribed(store: Store, index: number): Promise<void> {
  const interviewId = newInterviewId();
  const candidate = newSeat('candidate', `Ada ${index}`);
  const lead = { ...newSeat('interviewer', 'Grace'), email: `staff-${index % STAFF}@example.org` };
  const events: NewEvent[] = [
    {
      kind: 'interview.created',
      payload: {
        ...{
          interviewId,
          title: 'First round',
          jobRole: 'Nurse',
          scheduledAt: Date.now(),
          plannedMinutes: 45,
        },
        ...{ seats: [candidate, lead], leadSeatId: lead.seatId },
      },
    },
    { kind: 'session.opened', payload: {} },
    { kind: 'session.ended', payload: {} },
  ];
  const interviews = new Interviews({ store: store.interviews });
  await interviews.create(interviewId, { type: 'system' }, { events, result: undefined });
  const recordingId = newRecordingId();
  await store.interviewRecordings.note({ recordingId, interviewId, startedAt: Date.now(), stretches: [] });
  await store.interviewRecordings.startProcessing(recordingId, Date.now());
  const passages = Array.from(
    { length: PASSAGES },
    (_, at): NewPassage =>
      newPassage(
        at % 4 === 0 ? lead.seatId : candidate.seatId,
        at * 10_000,
        sentence(),
        TRANSCRIBED_QUESTION.questionId,
      ),
  );
  const made = newTranscript({ recordingId, interviewId }, passages, { questions: [TRANSCRIBED_QUESTION] });
  await store.transcripts.save(made);
}

function sentence(): string {
  return Array.from({ length: WORDS }, () => word(Math.floor(VOCABULARY ** Math.random()))).join(' ');
}

const SYLLABLES = 'an be co de er fi go he in ju ka lo me no ou pre qui re st th un ve wa ys zo'.split(' ');

/** Returns a made-up word by its rank. Frequent words are short. */
export function word(rank: number): string {
  const syllable = SYLLABLES[(rank * 7) % SYLLABLES.length] ?? '';
  return rank < SYLLABLES.length ? syllable : syllable + word(Math.floor(rank / SYLLABLES.length));
}

/** Frequent and rare words, several words, and the start of a word. */
export const QUERIES = [
  ...[1, 40, 900, 7_999].map(rank => word(rank)),
  ...[`${word(1)} ${word(3)}`, `${word(2)} ${word(300)}`, 'co', 'teamwork', 'absent'],
];
