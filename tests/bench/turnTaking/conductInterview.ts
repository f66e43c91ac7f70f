import { setTimeout as delay } from 'node:timers/promises';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';
import { type CandidateVoice, lengthOf } from '../../support/candidateVoice.ts';
import type { TestBrowser } from '../../support/chromium.ts';
import type { RecruiterInterview } from '../../support/recruiterStage.ts';
import type { RoomPage } from '../../support/roomPage.ts';
import type { SeatSocket } from '../../support/seatSocket.ts';
import type { Sound } from '../../support/spoken/sound.ts';
import type { InterviewRecord } from './evaluateTurns.ts';
import type { TrueAnswer, TrueDisturbance } from './interviewTruth.ts';
import type { Background, SpokenAnswer } from './spokenAnswers.ts';

/** Longer than any line of the recruiter, and than the silence before one. */
const PATIENCE_MS = 45_000;
/** Time to hear the first words of the line after the last answer. */
const LAST_WORDS_MS = 1_000;

/** Reaction to a line into the silence. */
const REACTION_TO_WORD_MS = 800;
/** Length of a question. */
const BEGINS_FOR_MS = 3_000;

export interface PlannedInterview {
  echo?: { couplingDb: number; delayMs: number };
  answers: readonly SpokenAnswer[];
}

/** Results of an interview. `trouble`: why it was left early. */
export type HeldRecord = Omit<InterviewRecord, 'leadMs'> & { jitterBufferMs: number; trouble?: string };

/** Lets a candidate's page answer as planned, and leaves at the end. */
export async function conductInterview(
  interview: RecruiterInterview,
  browser: TestBrowser,
  { echo, answers }: PlannedInterview,
  onAnswer: (answer: SpokenAnswer) => void,
): Promise<HeldRecord> {
  const { page, voice, context } = await interview.candidate(browser);
  // A socket of the candidate's own link outside the room: only the candidate's view has the captions and the exact turn.
  const eyes = await interview.connect('candidate');
  try {
    if (echo) await voice.echo(echo.couplingDb, echo.delayMs);
    const candidate = new AnsweringCandidate(eyes, page, voice);
    const trouble = await candidate.giveAll(answers, onAnswer);
    return {
      ...candidate.truth(),
      ...(echo && { echo }),
      ...(trouble !== undefined && { trouble }),
      events: interview.events(),
      heard: await voice.heard(0, Number.MAX_SAFE_INTEGER),
      jitterBufferMs: await voice.bufferedMs(),
    };
  } finally {
    await context.close();
    eyes.close();
  }
}

/** Waits for its turn by the candidate's view, and records what is really heard and when. */
class AnsweringCandidate {
  readonly #eyes: SeatSocket;
  readonly #page: RoomPage;
  readonly #voice: CandidateVoice;
  readonly #answers: TrueAnswer[] = [];
  readonly #disturbances: TrueDisturbance[] = [];
  /** The question or follow-up that was answered last. */
  #answered = 0;
  /** The current background sound. */
  #going: { kind: TrueDisturbance['kind']; fromMs: number; sound: Sound } | undefined;

  constructor(eyes: SeatSocket, page: RoomPage, voice: CandidateVoice) {
    this.#eyes = eyes;
    this.#page = page;
    this.#voice = voice;
  }

  truth(): { answers: TrueAnswer[]; disturbances: TrueDisturbance[] } {
    return { answers: this.#answers, disturbances: this.#disturbances };
  }

  /** Leaves an interview that stalls, and returns why; everything said until then counts. */
  async giveAll(
    answers: readonly SpokenAnswer[],
    onAnswer: (answer: SpokenAnswer) => void,
  ): Promise<string | undefined> {
    try {
      for (const answer of answers) {
        if (!(await this.#give(answer))) break;
        onAnswer(answer);
      }
      await this.#intoLine(LAST_WORDS_MS);
      await this.#change(undefined);
      return undefined;
    } catch (error) {
      const { turn, caption } = this.#recruiter ?? {};
      return `${error instanceof Error ? error.message : String(error)} (${turn} after "${caption?.text}")`;
    }
  }

  /** False when no further question comes. */
  async #give(answer: SpokenAnswer): Promise<boolean> {
    await this.#until('a question', isAsking(this.#answered));
    if (this.#recruiter?.turn === 'over') return false;
    const fromMs = Date.now();
    const last = this.#answers.at(-1);
    if (last) last.untilMs = fromMs;
    const { category, name, sound, background, muted } = answer;
    if (background?.beginsOverQuestion) await this.#begin(background);
    await (answer.earlyMs === undefined ? this.#hearOut(answer) : this.#interrupt(answer.earlyMs));
    const prompt = this.#recruiter?.caption?.utterance ?? 0;
    const saidAt = await this.#voice.say(sound);
    const voiced = sound.voiced.map(part => ({ fromMs: saidAt + part.fromMs, toMs: saidAt + part.toMs }));
    this.#answers.push({ category, name, fromMs, voiced, untilMs: Number.MAX_SAFE_INTEGER });
    if (muted) await this.#mute(saidAt + muted.fromMs, saidAt + muted.toMs);
    const endsAt = voiced.at(-1)?.toMs ?? saidAt;
    await delay(Math.max(0, endsAt - Date.now()));
    await this.#until('the recruiter to go on', ({ turn, caption, answer: begun }) => {
      if (turn === 'over') return true;
      const isLater = (caption?.utterance ?? 0) > prompt;
      return isLater && (turn === 'speaking' || (turn === 'yours' && !begun));
    });
    this.#answered = prompt;
    return true;
  }

  /** Waits for the end of the question, plays sound over it, and waits for this person's reaction time. */
  async #hearOut({ over, reactionMs, background }: SpokenAnswer): Promise<void> {
    if (over && this.#recruiter?.turn === 'speaking') {
      await this.#intoLine(over.afterMs);
      const durationMs = lengthOf(over.sound);
      const fromMs = over.kind === 'mute' ? Date.now() : await this.#voice.say(over.sound);
      if (over.kind === 'mute') await this.#mute(fromMs, fromMs + durationMs);
      this.#disturbances.push({ kind: over.kind, fromMs, toMs: fromMs + durationMs });
    }
    let since = await this.#untilFree();
    await this.#change(background);
    while (Date.now() < since + reactionMs) {
      await delay(since + reactionMs - Date.now());
      // A line into the silence is heard to its end before the answer.
      if (!isFree(this.#recruiter)) since = (await this.#untilFree()) - reactionMs + REACTION_TO_WORD_MS;
    }
  }

  async #interrupt(earlyMs: number): Promise<void> {
    if (this.#recruiter?.turn === 'speaking') await this.#intoLine(earlyMs);
    await this.#change(undefined);
  }

  /** Records sound that starts during a line separately from sound that continues. */
  async #begin(background: Background): Promise<void> {
    await this.#change(background);
    const kind = background.kind === 'music' ? 'music that begins' : 'noise that begins';
    const current = this.#going;
    if (current)
      this.#disturbances.push({ kind, fromMs: current.fromMs, toMs: current.fromMs + BEGINS_FOR_MS });
  }

  /** Replaces the background sound. */
  async #change(background: Background | undefined): Promise<void> {
    const { kind, fromMs, sound } = this.#going ?? {};
    if (sound === background?.sound) return;
    if (kind !== undefined && fromMs !== undefined)
      this.#disturbances.push({ kind, fromMs, toMs: Date.now() });
    await this.#voice.background(background?.sound);
    this.#going = background && { kind: background.kind, fromMs: Date.now(), sound: background.sound };
  }

  /** Waits until this long after the start of the current clip. */
  async #intoLine(afterMs: number): Promise<void> {
    await this.#until(
      'the clip to begin',
      ({ caption, turn }) => turn !== 'speaking' || caption?.spoken?.startedAt !== undefined,
    );
    const startedAt = this.#recruiter?.caption?.spoken?.startedAt ?? Date.now();
    await delay(Math.max(0, startedAt + afterMs - Date.now()));
  }

  async #untilFree(): Promise<number> {
    await this.#until('the floor', isFree);
    return Date.now();
  }

  async #mute(fromMs: number, toMs: number): Promise<void> {
    await delay(Math.max(0, fromMs - Date.now()));
    await this.#page.page.keyboard.press('m');
    await delay(Math.max(0, toMs - Date.now()));
    await this.#page.page.keyboard.press('m');
  }

  get #recruiter(): RecruiterView | undefined {
    return this.#eyes.view.recruiter;
  }

  async #until(what: string, wanted: (recruiter: RecruiterView) => boolean): Promise<void> {
    const look = ({ recruiter }: InterviewView) => recruiter !== undefined && wanted(recruiter);
    await this.#eyes.waitForView(what, look, PATIENCE_MS);
  }
}

/** True for recruiter states with a later question or follow-up, or that wait for an answer to it. */
function isAsking(answered: number): (recruiter: RecruiterView) => boolean {
  return ({ turn, caption, question, answer }) => {
    if (turn === 'over') return true;
    if (!caption || caption.utterance <= answered) return false;
    // When the recruiter didn't hear an answer, it says so, and the person answers that.
    if (turn === 'yours') return !answer;
    return turn === 'speaking' && caption.text === (question?.probe ?? question?.text);
  };
}

function isFree(recruiter: RecruiterView | undefined): boolean {
  return recruiter?.turn === 'yours' || recruiter?.turn === 'goingOn' || recruiter?.turn === 'over';
}
