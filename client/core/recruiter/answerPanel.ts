import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import type { SafeStorage } from '../safeStorage.ts';

/** Buttons keep their positions; unavailable ones are dimmed. */
export interface PlacedButton {
  button: RecruiterButton;
  available: boolean;
}

export type FirstButton = Extract<
  RecruiterButton,
  'ready' | 'skipIntroduction' | 'begin' | 'finished' | 'finish'
>;

interface AnswerButtons {
  first: PlacedButton & { button: FirstButton };
  repeat: PlacedButton;
  moment: PlacedButton;
  skip: PlacedButton;
  /** In practice only. */
  retry: PlacedButton | undefined;
}

/** At most one of them is available at a time. */
const FIRST: readonly FirstButton[] = ['ready', 'skipIntroduction', 'finished', 'begin', 'finish'];

const WITHOUT: readonly RecruiterView['turn'][] = ['person', 'over'];

export function answerButtonsOf(
  { buttons, turn }: RecruiterView,
  { practice }: Pick<InterviewView, 'practice'>,
): AnswerButtons | undefined {
  if (buttons.length === 0 && WITHOUT.includes(turn)) return undefined;
  const place = <B extends RecruiterButton>(button: B) => ({ button, available: buttons.includes(button) });
  const offered = FIRST.find(button => buttons.includes(button));
  return {
    first: place(offered ?? (turn === 'before' ? 'ready' : 'finished')),
    repeat: place('repeat'),
    moment: place('moment'),
    skip: place('skip'),
    retry: practice && place('retry'),
  };
}

/** `near` from the soft limit, `over` after the limit. */
export type AnswerLevel = 'calm' | 'near' | 'over';

interface AnswerTimer {
  elapsedMs: number;
  /** Time until the limit, at least 0; absent without a limit. */
  leftMs?: number;
  level: AnswerLevel;
}

/** `serverNow` in epoch milliseconds. An interrupted answer has stopped its clock. */
export function answerTimerOf(
  { startedAt, stoppedAt, softLimitAt, limitAt }: NonNullable<RecruiterView['answer']>,
  serverNow: number,
): AnswerTimer {
  const now = stoppedAt ?? serverNow;
  const elapsedMs = Math.max(0, now - startedAt);
  if (limitAt === undefined) return { elapsedMs, level: 'calm' };
  const level = now >= limitAt ? 'over' : now >= (softLimitAt ?? limitAt) ? 'near' : 'calm';
  return { elapsedMs, leftMs: Math.max(0, limitAt - now), level };
}

const PREFIX = 'vivavoce.answer';

/** Question or follow-up that the draft answers. */
export interface AnswerPlace {
  questionId: string;
  probe?: string | undefined;
}

/** Unsent written answers, stored in this tab. Without storage, they last as long as this object. */
export class AnswerDrafts {
  readonly #storage: SafeStorage;
  readonly #prefix: string;
  readonly #typed = new Map<string, string>();

  constructor(storage: SafeStorage, interviewId: InterviewId, seatId: SeatId) {
    this.#storage = storage;
    this.#prefix = `${PREFIX}.${interviewId}.${seatId}`;
  }

  read(place: AnswerPlace): string {
    const key = this.#keyOf(place);
    return this.#typed.get(key) ?? this.#storage.read(key) ?? '';
  }

  /** Returns false if the browser could not store it. */
  keep(place: AnswerPlace, text: string): boolean {
    const key = this.#keyOf(place);
    this.#typed.set(key, text);
    return text === '' ? this.#storage.remove(key) : this.#storage.write(key, text);
  }

  #keyOf({ questionId, probe }: AnswerPlace): string {
    return probe === undefined ? `${this.#prefix}.${questionId}` : `${this.#prefix}.${questionId}.${probe}`;
  }
}
