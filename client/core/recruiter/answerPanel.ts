import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import type { SafeStorage } from '../safeStorage.ts';

/** One button in its place. Places never change; what cannot be pressed now is drawn faintly. */
export interface PlacedButton {
  button: RecruiterButton;
  available: boolean;
}

export type FirstButton = Extract<
  RecruiterButton,
  'ready' | 'skipIntroduction' | 'begin' | 'finished' | 'finish'
>;

interface AnswerButtons {
  /** What one most likely wants to press: "I'm ready", "Begin now" while thinking time runs, "I'm finished". */
  first: PlacedButton & { button: FirstButton };
  repeat: PlacedButton;
  moment: PlacedButton;
  skip: PlacedButton;
  /** In practice only, where it always has its place. */
  retry: PlacedButton | undefined;
}

/** At most one of them is offered at a time. */
const FIRST: readonly FirstButton[] = ['ready', 'skipIntroduction', 'finished', 'begin', 'finish'];

/** Turns in which the candidate has nothing to press for a long while. */
const WITHOUT: readonly RecruiterView['turn'][] = ['person', 'over'];

/** Where each button stands; undefined while there is nothing for the candidate to press. */
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

/** How an answer stands with its time: `near` from the soft limit on, `over` past the limit. */
export type AnswerLevel = 'calm' | 'near' | 'over';

interface AnswerTimer {
  elapsedMs: number;
  /** What is left until the limit, never below 0; absent without a limit. */
  leftMs?: number;
  level: AnswerLevel;
}

/** `serverNow` in epoch milliseconds. An answer that is interrupted stands at the moment it was. */
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

/** What a draft answers: a question of the kit's, or a follow-up to one. */
export interface AnswerPlace {
  questionId: string;
  probe?: string | undefined;
}

/**
 * Written answers that were not sent yet, in this tab: a reload takes nothing away. Where the browser keeps nothing, the text lives as
 * long as this object.
 */
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

  /** Answers whether the browser took it: storage may be full or switched off. */
  keep(place: AnswerPlace, text: string): boolean {
    const key = this.#keyOf(place);
    this.#typed.set(key, text);
    return text === '' ? this.#storage.remove(key) : this.#storage.write(key, text);
  }

  #keyOf({ questionId, probe }: AnswerPlace): string {
    return probe === undefined ? `${this.#prefix}.${questionId}` : `${this.#prefix}.${questionId}.${probe}`;
  }
}
