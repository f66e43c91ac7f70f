import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { RecruiterButton, RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import type { SafeStorage } from '../safeStorage.ts';

/** A button of the panel. It keeps its position and is dimmed while it isn't available. */
export type ButtonSlot = { button: RecruiterButton; available: boolean };

export type FirstButton = Extract<
  RecruiterButton,
  'ready' | 'skipIntroduction' | 'begin' | 'finished' | 'finish'
>;

interface AnswerButtons {
  first: ButtonSlot & { button: FirstButton };
  repeat: ButtonSlot;
  moment: ButtonSlot;
  skip: ButtonSlot;
  /** Exists in practice only. */
  retry: ButtonSlot | undefined;
}

/** Buttons that share the first slot. At most one of them is available at a time. */
const FIRST: readonly FirstButton[] = ['ready', 'skipIntroduction', 'finished', 'begin', 'finish'];
const WITHOUT: readonly RecruiterView['turn'][] = ['person', 'over'];

export function answerButtonsOf(
  { buttons, turn }: RecruiterView,
  { practice }: Pick<InterviewView, 'practice'>,
): AnswerButtons | undefined {
  if (buttons.length === 0 && WITHOUT.includes(turn)) return undefined;
  const slot = <B extends RecruiterButton>(button: B) => ({ button, available: buttons.includes(button) });
  const offered = FIRST.find(button => buttons.includes(button));
  return {
    first: slot(offered ?? (turn === 'before' ? 'ready' : 'finished')),
    repeat: slot('repeat'),
    moment: slot('moment'),
    skip: slot('skip'),
    retry: practice && slot('retry'),
  };
}

/** `near`: the soft time limit of the answer has passed; `over`: the hard limit has passed. */
export type AnswerLevel = 'calm' | 'near' | 'over';

interface AnswerTimer {
  elapsedMs: number;
  /** Time until the limit, at least 0; absent without a limit. */
  leftMs?: number;
  level: AnswerLevel;
}

/** Returns an answer's timer, which stands still during an interruption. Parameters are in epoch ms. */
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

/** The question or follow-up that a draft answers. */
export type AnswerTarget = { questionId: string; probe?: string | undefined };

/** Unsent written answers, stored in this tab. If storage fails, they last as long as this object. */
export class AnswerDrafts {
  readonly #storage: SafeStorage;
  readonly #prefix: string;
  readonly #typed = new Map<string, string>();

  constructor(storage: SafeStorage, interviewId: InterviewId, seatId: SeatId) {
    this.#storage = storage;
    this.#prefix = `${PREFIX}.${interviewId}.${seatId}`;
  }

  read(target: AnswerTarget): string {
    const key = this.#keyOf(target);
    return this.#typed.get(key) ?? this.#storage.read(key) ?? '';
  }

  write(target: AnswerTarget, text: string): void {
    const key = this.#keyOf(target);
    this.#typed.set(key, text);
    if (text === '') this.#storage.remove(key);
    else this.#storage.write(key, text);
  }

  #keyOf({ questionId, probe }: AnswerTarget): string {
    return probe === undefined ? `${this.#prefix}.${questionId}` : `${this.#prefix}.${questionId}.${probe}`;
  }
}

/** Returns how much of a ring that fills from `since` to `at` is filled at `now`, from 0 to 1. */
export function ringFraction({ since, at }: { since: number; at: number }, now: number): number {
  if (at <= since) return 1;
  return Math.min(1, Math.max(0, (now - since) / (at - since)));
}
