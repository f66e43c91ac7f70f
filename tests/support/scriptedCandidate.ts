import { pressButton } from '../../client/core/recruiter/pressing.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { RecruiterButton, RecruiterView, Turn } from '../../shared/recruiter/recruiterView.ts';
import type { RecruiterInterview } from './recruiterStage.ts';
import { sendMicrophone } from './seatMedia.ts';
import type { ConnectOptions, SeatSocket } from './seatSocket.ts';

/** Enough for four consecutive lines of the test kits on a busy machine. */
const LINE_MS = 30_000;

/** One line of the recruiter as the candidate received it. */
export interface ReceivedLine {
  utterance: number;
  text: string;
  /** False: shown as text only. */
  heard: boolean;
}

/**
 * A candidate without a browser, who collects the recruiter's lines and answers with buttons. The server
 * has a microphone for them that never sends.
 */
export class ScriptedCandidate {
  readonly page: SeatSocket;
  readonly lines: ReceivedLine[] = [];

  /** Enters as a freshly loaded page, and presses "ready" if the interview hasn't started. */
  static async enter(
    interview: RecruiterInterview,
    options: ConnectOptions = {},
  ): Promise<ScriptedCandidate> {
    const candidate = new ScriptedCandidate(await interview.enter('candidate', options));
    await candidate.page.waitForView('the room', view => view.mediaState === 'placed');
    await sendMicrophone(candidate.page);
    if (candidate.recruiter.turn === 'before') await candidate.press('ready');
    return candidate;
  }

  constructor(page: SeatSocket) {
    this.page = page;
    this.#note();
    // `onAny` listeners run before the view is updated.
    page.socket.onAny(() => queueMicrotask(() => this.#note()));
  }

  get recruiter(): RecruiterView {
    const { recruiter } = this.page.view;
    if (!recruiter) throw new Error('No recruiter is to be seen.');
    return recruiter;
  }

  get texts(): string[] {
    return this.lines.map(({ text }) => text);
  }

  waitForTurn(turn: Turn, timeoutMs = LINE_MS): Promise<void> {
    return this.waitFor(`the turn ${turn}`, ({ recruiter }) => recruiter?.turn === turn, timeoutMs);
  }

  /** Waits until it is the candidate's turn at this question of the kit. */
  waitForQuestion(number: number, timeoutMs = LINE_MS): Promise<void> {
    return this.waitFor(
      `question ${number}`,
      ({ recruiter }) => recruiter?.turn === 'yours' && recruiter.question?.number === number,
      timeoutMs,
    );
  }

  async waitFor(what: string, wanted: (view: InterviewView) => boolean, timeoutMs = LINE_MS): Promise<void> {
    try {
      await this.page.waitForView(what, wanted, timeoutMs);
    } catch (error) {
      const { turn, question } = this.recruiter;
      throw new Error(`It is ${turn} at ${question?.number}, after: ${this.texts.join(' | ')}`, {
        cause: error,
      });
    }
  }

  /**
   * Presses a button as the page does: again after a line that the recruiter started at the same moment. Rejects when it isn't accepted.
   */
  async press(button: RecruiterButton): Promise<void> {
    const { turn } = this.recruiter;
    const accepted = await pressButton(
      {
        recruiter: () => this.page.view.recruiter,
        until: wanted => this.page.waitForView('the press', ({ recruiter }) => wanted(recruiter), LINE_MS),
        send: params => this.page.request('recruiter.press', params),
      },
      button,
    );
    if (!accepted) throw new Error(`"${button}" was not accepted; the turn was ${turn}.`);
  }

  #note(): void {
    const { caption } = this.page.view.recruiter ?? {};
    if (!caption) return;
    const { utterance, text, spoken } = caption;
    const known = this.lines.find(line => line.utterance === utterance);
    if (known) known.heard = spoken !== undefined;
    else this.lines.push({ utterance, text, heard: spoken !== undefined });
  }
}
