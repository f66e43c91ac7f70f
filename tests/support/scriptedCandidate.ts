import { pressButton } from '../../client/core/recruiter/pressing.ts';
import type { InterviewView } from '../../shared/interview/view.ts';
import type { RecruiterButton, RecruiterView, Turn } from '../../shared/recruiter/recruiterView.ts';
import type { HeldInterview } from './recruiterStage.ts';
import { sendMicrophone } from './seatMedia.ts';
import type { ConnectOptions, SeatSocket } from './seatSocket.ts';

/** Long enough for every line of the kits that tests use, four of them in a row, on a busy machine. */
const LINE_MS = 30_000;

/** One line of the recruiter's as it reached the candidate. */
export interface ReceivedLine {
  utterance: number;
  text: string;
  /** Whether it was heard; shown only, if not. */
  heard: boolean;
}

/**
 * A candidate without a browser, who keeps what the recruiter says and answers with buttons. The microphone is one on paper: the server knows
 * of it, and no sound ever comes from it.
 */
export class ScriptedCandidate {
  readonly page: SeatSocket;
  readonly lines: ReceivedLine[] = [];

  /** Comes in as a page that has just been loaded, and is ready where the interview has not begun. */
  static async enter(interview: HeldInterview, options: ConnectOptions = {}): Promise<ScriptedCandidate> {
    const candidate = new ScriptedCandidate(await interview.enter('candidate', options));
    await candidate.page.waitForView('the room', view => view.mediaState === 'placed');
    await sendMicrophone(candidate.page);
    if (candidate.recruiter.turn === 'before') await candidate.press('ready');
    return candidate;
  }

  constructor(page: SeatSocket) {
    this.page = page;
    this.#note();
    // A listener of everything is told before the view has taken it.
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

  /** The floor is the candidate's, with this question of the kit's open. */
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

  /** Presses a button as the page does: again after a line that the recruiter has started in the same moment. Rejects if it is not accepted. */
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
