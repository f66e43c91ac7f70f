import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { NoteId } from '../../../shared/ids.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { noteMarkerId, ratingMarkerId } from '../../../shared/recording/markers.ts';
import { mediaTimeOfRecording, recordingMsOfMediaTime } from '../../../shared/recording/recordingClock.ts';
import { type Chapter, type Marker, OpenedReview, type Review } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { partsOfKey, type RatingKey } from '../../../shared/rubric/rating.ts';
import type { MediaStamp, Scorecard } from '../../../shared/rubric/scorecard.ts';
import { Passage, Transcript } from '../../../shared/transcript/transcript.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { Store } from '../store.ts';
import { isLastAnswer } from './momentAddress.ts';
import type { ReviewSession, ReviewSource } from './reviewSession.ts';

/** Opens a recording over the existing socket, for the holder of a personal link. */
export function raterSource(client: Pick<InterviewClient, 'query'>): ReviewSource {
  return {
    open: async grant =>
      decoded(OpenedReview, await client.query('review.open', grant === undefined ? {} : { held: grant })),
    renew: grant => client.query('review.renew', { grant }),
    transcript: {
      read: async () => decoded(Transcript, await client.query('transcript.read', {})),
      correct: async edit => {
        const { passage } = await client.query('transcript.correct', edit);
        return { passage: decoded(Passage, passage) };
      },
    },
  };
}

function decoded<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError('internal', 'page-outdated', { cause: result.error });
  return result.data;
}

/** Playback starts this long before a note, because people write notes after the moment they describe. */
const LEAD_IN_MS = 4_000;

type RecordedAnswer = { readonly number: number; readonly fromMs: number };

/** Makes the rating panel follow the question that plays. Ratings and notes get the playback position. */
export class ReviewReplay {
  readonly questionId = new Store<QuestionId | undefined>(undefined);
  readonly #session: ReviewSession;
  readonly #openedAt: () => number | undefined;
  readonly #unsubscribe: () => void;

  /** `openedAt` returns when the interview opened, in epoch milliseconds. */
  constructor(session: ReviewSession, openedAt: () => number | undefined) {
    this.#session = session;
    this.#openedAt = openedAt;
    this.#unsubscribe = session.position.subscribe(() => this.#follow());
    this.#follow();
  }

  /** Returns the playback position in milliseconds since the interview opened. */
  stamp(): MediaStamp {
    const { startedAt = 0 } = this.#review() ?? {};
    const positionMs = this.#session.position.get();
    return { mediaTimeMs: mediaTimeOfRecording({ zeroAt: startedAt }, this.#openedAt(), positionMs) };
  }

  /** Converts milliseconds since the interview opened to a position in the recording. */
  recordingMs(mediaTimeMs: number): number {
    const { startedAt = 0, durationMs = 0 } = this.#review() ?? {};
    return recordingMsOfMediaTime({ zeroAt: startedAt, durationMs }, this.#openedAt(), mediaTimeMs);
  }

  show(mediaTimeMs: number): void {
    this.#session.seekTo(Math.max(0, this.recordingMs(mediaTimeMs) - LEAD_IN_MS));
  }

  has(questionId: QuestionId): boolean {
    return this.#chapterOf(questionId) !== undefined;
  }

  showQuestion(questionId: QuestionId): void {
    const chapter = this.#chapterOf(questionId);
    if (chapter) this.#session.seekTo(chapter.fromMs);
  }

  /** Returns all answers to a question that was answered more than once. The last answer counts. */
  answers(questionId: QuestionId): readonly RecordedAnswer[] {
    return (this.#review()?.chapters ?? []).flatMap(({ fromMs, questionId: id, take }) =>
      id === questionId && take ? [{ number: take.number, fromMs }] : [],
    );
  }

  showAnswer({ fromMs }: RecordedAnswer): void {
    this.#session.seekTo(fromMs);
  }

  close(): void {
    this.#unsubscribe();
  }

  #follow(): void {
    const chapters = this.#review()?.chapters ?? [];
    this.questionId.set(spanAt(chapters, this.#session.position.get())?.questionId);
  }

  #chapterOf(questionId: QuestionId): Chapter | undefined {
    return this.#review()?.chapters.find(
      chapter => chapter.questionId === questionId && isLastAnswer(chapter),
    );
  }

  #review(): Review | undefined {
    const status = this.#session.status.get();
    return status.state === 'open' ? status.review : undefined;
  }
}

interface OwnMarkers {
  /** The markers as they were when the recording was opened. */
  fromServer: readonly Marker[];
  scorecard: Scorecard;
  before: Scorecard;
  byName: string;
  kit: InterviewKit;
  recordingMs: (mediaTimeMs: number) => number;
}

/** Replaces the rater's markers with current ratings and notes. Unchanged ones keep the server's time. */
export function withOwnMarkers(options: OwnMarkers): Marker[] {
  const { fromServer, scorecard, before, byName, kit, recordingMs } = options;
  const { seatId } = scorecard;
  const others = fromServer.filter(marker => marker.kind === 'event' || marker.seatId !== seatId);
  const known = new Map(fromServer.map(marker => [marker.markerId, marker]));
  const timeOf = (markerId: string, mediaTimeMs: number, beforeMs: number | undefined) =>
    (mediaTimeMs === beforeMs ? known.get(markerId)?.atMs : undefined) ?? recordingMs(mediaTimeMs);
  const ratings = Object.entries(scorecard.ratings).flatMap(([key, { value, stamp }]): Marker[] => {
    const { questionId, competencyId } = partsOfKey(key as RatingKey);
    const competency = kit.competencies.find(({ id }) => id === competencyId)?.name;
    if (value === undefined || competency === undefined) return [];
    const markerId = ratingMarkerId(seatId, key as RatingKey);
    const beforeMs = before.ratings[key as RatingKey]?.stamp.mediaTimeMs;
    const atMs = timeOf(markerId, stamp.mediaTimeMs, beforeMs);
    return [{ kind: 'rating', markerId, atMs, seatId, byName, questionId, competencyId, competency, value }];
  });
  const notes = Object.entries(scorecard.notes).flatMap(([id, note]): Marker[] => {
    const noteId = id as NoteId;
    if (note.removed) return [];
    const { kind: noteKind, questionId, text, stamp } = note;
    const markerId = noteMarkerId(noteId);
    const atMs = timeOf(markerId, stamp.mediaTimeMs, before.notes[noteId]?.stamp.mediaTimeMs);
    return [{ kind: 'note', markerId, atMs, seatId, byName, noteId, noteKind, questionId, text }];
  });
  return [...others, ...ratings, ...notes].toSorted((a, b) => a.atMs - b.atMs);
}
