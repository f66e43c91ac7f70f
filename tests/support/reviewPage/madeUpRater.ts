import type { RoomSession } from '../../../client/core/roomSession.ts';
import { Store } from '../../../client/core/store.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import type { OpenedReview } from '../../../shared/recording/review.ts';
import { type RatingKey, ratingKey } from '../../../shared/rubric/rating.ts';
import { emptyScorecard, type Scorecard } from '../../../shared/rubric/scorecard.ts';
import type { Transcript } from '../../../shared/transcript/transcript.ts';

/** An evaluator after the call. */
export interface RaterScene {
  view: InterviewView;
  chosen?: ChosenKit;
  opened: OpenedReview;
  transcript?: Transcript;
  /** Error of the recording's route. */
  refusal?: ErrorCode;
  /** As in the console, where it opens with the recording. */
  inConsole?: boolean;
}

const NO_TRANSCRIPT: Transcript = {
  state: 'none',
  reason: 'off',
  speakers: [],
  passages: [],
  may: { correct: false, download: false, erase: false },
};

export interface Sent {
  name: string;
  params: unknown;
}

interface PutParams {
  questionId: string;
  competencyId: string;
  noteId: string;
  expectedVersion: number;
}

/** A fake of the session for pages after the call: a view that applies ratings and notes, and a recording, without a server. */
export function madeUpRater(scene: RaterScene) {
  const view = new Store<InterviewView | undefined>(scene.view);
  const sent: Sent[] = [];
  const change = (next: (card: Scorecard) => Scorecard) => {
    const before = view.get();
    if (!before?.rubric || !before.ownSeatId) return;
    const own = next(before.rubric.own ?? emptyScorecard(before.ownSeatId));
    view.set({ ...before, rubric: { ...before.rubric, own } });
  };
  const command = (name: string, params: unknown) => {
    sent.push({ name, params });
    const { questionId, competencyId, noteId, expectedVersion, ...rest } = params as PutParams;
    const version = expectedVersion + 1;
    if (name === 'rating.put') {
      const key = ratingKey(questionId as never, competencyId as never) as RatingKey;
      change(card => ({ ...card, ratings: { ...card.ratings, [key]: { ...rest, version } as never } }));
    }
    if (name === 'note.put')
      change(card => ({
        ...card,
        notes: { ...card.notes, [noteId]: { ...rest, questionId, competencyId, version } as never },
      }));
    return Promise.resolve({ version });
  };
  const query = (name: string) => {
    if (name === 'kit.read') return Promise.resolve({ chosen: scene.chosen });
    if (scene.refusal) return Promise.reject(new AppError(scene.refusal));
    if (name === 'transcript.read') return Promise.resolve(scene.transcript ?? NO_TRANSCRIPT);
    return Promise.resolve(name === 'review.open' ? scene.opened : scene.opened.grant);
  };
  const session = {
    receiveOnly: true,
    client: {
      clientId: '00000000-0000-7000-8000-00000000c11e',
      isConnected: true,
      view,
      connection: new Store({ state: 'connected' }),
      serverNow: () => Date.now(),
      command,
      query,
      on: () => () => undefined,
      onSynced: () => () => undefined,
    },
    media: { receiving: { heard: () => undefined } },
    closeWith: () => undefined,
  };
  return { session: session as unknown as RoomSession, sent };
}
