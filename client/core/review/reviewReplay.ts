import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { mediaTimeOfRecording, recordingMsOfMediaTime } from '../../../shared/recording/recordingClock.ts';
import type { Chapter, Review } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import type { MediaStamp } from '../../../shared/rubric/scorecard.ts';
import type { Replay, Take } from '../rubric/replay.ts';
import { Store } from '../store.ts';
import { counts } from './momentAddress.ts';
import type { ReviewSession } from './reviewSession.ts';

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
