import { AppError } from '../../../shared/errors.ts';
import type { NoteId } from '../../../shared/ids.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { noteMarkerId, ratingMarkerId } from '../../../shared/recording/markerIds.ts';
import { mediaTimeOfRecording, recordingMsOfMediaTime } from '../../../shared/recording/recordingClock.ts';
import { type Chapter, type Marker, OpenedReview, type Review } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { partsOfKey, type RatingKey } from '../../../shared/rubric/rating.ts';
import type { MediaStamp, Scorecard } from '../../../shared/rubric/scorecard.ts';
import { errorTexts } from '../../texts/errors.ts';
import type { InterviewClient } from '../interviewClient.ts';
import type { Replay, Take } from '../rubric/replay.ts';
import { Store } from '../store.ts';
import { counts } from './momentAddress.ts';
import type { ReviewSession, ReviewSource } from './reviewSession.ts';

/** For the holder of a personal link, over the socket that it has opened. */
export function raterSource(client: Pick<InterviewClient, 'query'>): ReviewSource {
  return {
    open: async held => {
      const opened = OpenedReview.safeParse(
        await client.query('review.open', held === undefined ? {} : { held }),
      );
      if (!opened.success) throw new AppError('internal', errorTexts.unknownAnswer, { cause: opened.error });
      return opened.data;
    },
    renew: grant => client.query('review.renew', { grant }),
  };
}

/** So much earlier than a note a rater is led, in milliseconds: a note is begun after what it is about. */
const LEAD_IN_MS = 4_000;

/** The recording as the rubric panel beside it goes with it. Lives until `close()`. */
export class ReviewReplay implements Replay {
  readonly questionId = new Store<QuestionId | undefined>(undefined);
  readonly #session: ReviewSession;
  readonly #openedAt: () => number | undefined;
  readonly #unsubscribe: () => void;

  /** `openedAt`: when the session first opened, epoch milliseconds. */
  constructor(session: ReviewSession, openedAt: () => number | undefined) {
    this.#session = session;
    this.#openedAt = openedAt;
    this.#unsubscribe = session.position.subscribe(() => this.#follow());
    this.#follow();
  }

  stamp(): MediaStamp {
    const { startedAt = 0 } = this.#review() ?? {};
    const positionMs = this.#session.position.get();
    return { mediaTimeMs: mediaTimeOfRecording({ zeroAt: startedAt }, this.#openedAt(), positionMs) };
  }

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

  takes(questionId: QuestionId): readonly Take[] {
    return (this.#review()?.chapters ?? []).flatMap(({ fromMs, questionId: asked, take }) =>
      asked === questionId && take ? [{ number: take.number, fromMs }] : [],
    );
  }

  showTake({ fromMs }: Take): void {
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
    return this.#review()?.chapters.find(chapter => chapter.questionId === questionId && counts(chapter));
  }

  #review(): Review | undefined {
    const stage = this.#session.stage.get();
    return stage.state === 'open' ? stage.review : undefined;
  }
}

interface OwnMarkers {
  /** As the server placed them when the recording was opened. */
  placed: readonly Marker[];
  /** The rater's own as it is now, with what has not reached the server yet. */
  scorecard: Scorecard;
  /** The same when the recording was opened. */
  before: Scorecard;
  byName: string;
  kit: InterviewKit;
  /** Where a stamp lies on the time line. */
  recordingMs: (mediaTimeMs: number) => number;
}

/**
 * The markers of a recording with the rater's own as they are at this moment. What has not changed stays where the server has placed it, which
 * knows it exactly; what was rated or noted since lies where its stamp says.
 */
export function withOwnMarkers(options: OwnMarkers): Marker[] {
  const { placed, scorecard, before, byName, kit, recordingMs } = options;
  const { seatId } = scorecard;
  const others = placed.filter(marker => marker.kind === 'event' || marker.seatId !== seatId);
  const known = new Map(placed.map(marker => [marker.markerId, marker]));
  const place = (markerId: string, mediaTimeMs: number, beforeMs: number | undefined) =>
    (mediaTimeMs === beforeMs ? known.get(markerId)?.atMs : undefined) ?? recordingMs(mediaTimeMs);

  const ratings = Object.entries(scorecard.ratings).flatMap(([key, { value, stamp }]): Marker[] => {
    const { questionId, competencyId } = partsOfKey(key as RatingKey);
    const competency = kit.competencies.find(({ id }) => id === competencyId)?.name;
    if (value === undefined || competency === undefined) return [];
    const markerId = ratingMarkerId(seatId, key as RatingKey);
    const beforeMs = before.ratings[key as RatingKey]?.stamp.mediaTimeMs;
    const atMs = place(markerId, stamp.mediaTimeMs, beforeMs);
    return [{ kind: 'rating', markerId, atMs, seatId, byName, questionId, competencyId, competency, value }];
  });
  const notes = Object.entries(scorecard.notes).flatMap(([id, note]): Marker[] => {
    const noteId = id as NoteId;
    if (note.removed) return [];
    const { kind: noteKind, questionId, text, stamp } = note;
    const markerId = noteMarkerId(noteId);
    const atMs = place(markerId, stamp.mediaTimeMs, before.notes[noteId]?.stamp.mediaTimeMs);
    return [{ kind: 'note', markerId, atMs, seatId, byName, noteId, noteKind, questionId, text }];
  });
  return [...others, ...ratings, ...notes].toSorted((a, b) => a.atMs - b.atMs);
}
