import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { MediaStamp } from '../../../shared/rubric/scorecard.ts';
import type { Store } from '../store.ts';

/** One of several answers to a question; it begins at `fromMs` of the recording. */
export interface Take {
  readonly number: number;
  readonly fromMs: number;
}

/**
 * A recording that is watched beside the panel: the panel follows its questions instead of the interview's, and what is rated and noted belongs
 * to the moment that is shown. Times are those of `MediaStamp`, milliseconds since the session's opening, unless they say otherwise.
 */
export interface Replay {
  /** The question that is shown; undefined between questions. */
  readonly questionId: Store<QuestionId | undefined>;
  /** The moment that is shown. */
  stamp(): MediaStamp;
  /** Where a moment is on the recording's own time line, in milliseconds. */
  recordingMs(mediaTimeMs: number): number;
  /** Goes to a moment, or shortly before it. */
  show(mediaTimeMs: number): void;
  /** Whether the recording has this question; `showQuestion` goes to it. */
  has(questionId: QuestionId): boolean;
  showQuestion(questionId: QuestionId): void;
  /** Where a question was answered again: every answer to it, the first one first. The last one counts. */
  takes(questionId: QuestionId): readonly Take[];
  showTake(take: Take): void;
}
