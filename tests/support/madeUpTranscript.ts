import { PassageId, type SeatId } from '../../shared/ids.ts';
import type { Review } from '../../shared/recording/review.ts';
import type { Passage, Transcript, TranscriptWord } from '../../shared/transcript/transcript.ts';

const SAID =
  'So, the first thing I did was look at the query plan. It showed a sequential scan over the orders table, because the index was on the wrong column. We added a new index on the customer and the date, and the query went from four seconds to about thirty milliseconds. I would also watch what the index costs on writes. Then I told the team what I had found, wrote it down for the next on-call engineer, and asked them to check my reasoning, because I was not completely sure about the lock that Postgres takes.'.split(
    ' ',
  );
const WORD_MS = 380;

let count = 0;
function passageId(): PassageId {
  count += 1;
  return PassageId.parse(`00000000-0000-7000-9000-${`${count}`.padStart(12, '0')}`);
}

function passage(words: readonly string[], fromMs: number, toMs: number, seatId?: SeatId): Passage {
  const each = (toMs - fromMs) / Math.max(1, words.length);
  const timed = words.map(
    (text, index): TranscriptWord => ({
      text,
      fromMs: Math.round(fromMs + index * each),
      toMs: Math.round(fromMs + (index + 1) * each - 20),
    }),
  );
  return {
    passageId: passageId(),
    ...(seatId && { seatId }),
    fromMs,
    toMs,
    understood: words.length > 0,
    words: timed,
  };
}

/** What the people in a made-up recording said. The third passage of people isn't understood. */
export function madeUpTranscript(review: Review, changes: Partial<Transcript> = {}): Transcript {
  const people = review.tracks.filter(({ kind, role }) => kind === 'person' && role !== 'recruiter');
  let said = 0;
  const spoken = people.flatMap(({ seatId, speech }) =>
    speech.map(({ fromMs, toMs }, index) => {
      const wanted = index === 2 ? 0 : Math.max(1, Math.round((toMs - fromMs) / WORD_MS));
      const words = Array.from({ length: wanted }, () => SAID[said++ % SAID.length] ?? '');
      return passage(words, fromMs, toMs, seatId);
    }),
  );
  const asked = review.captions.map(({ fromMs, toMs, text }) => passage(text.split(' '), fromMs, toMs));
  return {
    state: 'ready',
    language: 'en',
    madeAt: Date.UTC(2026, 10, 24, 10, 0),
    speakers: [
      ...people.flatMap(({ role, seatId, name }) => (seatId ? [{ role, seatId, name }] : [])),
      ...(asked.length > 0 ? [{ role: 'recruiter' as const, name: 'Virtual recruiter' }] : []),
    ],
    passages: [...spoken, ...asked].toSorted((a, b) => a.fromMs - b.fromMs),
    may: { correct: true, download: true, erase: true },
    ...changes,
  };
}
