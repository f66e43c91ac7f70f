import { situationInView } from '../../../shared/interview/view.ts';
import type { CaptionState } from '../../../shared/media/captions.ts';
import { may } from '../../../shared/permissions.ts';
import type { Caption } from '../../../shared/recruiter/recruiterView.ts';
import { Disposables } from '../disposables.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { Store } from '../store.ts';
import { CaptionLines } from './CaptionLines.ts';
import { spokenWords } from './recruiterWords.ts';

const RETRY_MS = 3_000;

export interface CaptionStatus {
  state: CaptionState;
  /** BCP 47 tag of what is spoken. Absent until the server has answered. */
  language?: string;
  /** Where speech becomes text, if the server knows. */
  by?: 'engine' | 'service' | undefined;
}

type FeedClient = Pick<InterviewClient, 'query' | 'on' | 'onSynced' | 'view' | 'serverNow'>;

/** Turns captions on for this page until it is closed, and again after each reconnect. */
export class CaptionFeed {
  readonly lines = new CaptionLines();
  /** Undefined while the person may not read captions. */
  readonly status = new Store<CaptionStatus | undefined>({ state: 'starting' });
  readonly #client: FeedClient;
  readonly #disposables = new Disposables();
  #allowed = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #nextWords: ReturnType<typeof setTimeout> | undefined;
  #caption: Caption | undefined;

  constructor(client: FeedClient) {
    this.#client = client;
    this.#disposables.add(
      client.on('captions.line', ({ seatId, line }) => this.lines.put(seatId, line, Date.now())),
      client.on('captions.state', ({ state }) =>
        this.status.update(before => before && { ...before, state }),
      ),
      client.onSynced(() => void this.#turnOn()),
      client.view.subscribe(() => this.#follow()),
      () => clearTimeout(this.#retry),
      () => clearTimeout(this.#nextWords),
    );
    this.#follow();
  }

  close(): void {
    if (this.#disposables.disposed) return;
    this.#disposables.dispose();
    // Without a connection, the server has already turned them off.
    if (this.#allowed) this.#client.query('captions.set', { on: false }).catch(() => {});
  }

  #follow(): void {
    const view = this.#client.view.get();
    const allowed = view !== undefined && may('captions.read', situationInView(view));
    if (allowed !== this.#allowed) {
      this.#allowed = allowed;
      this.status.set(allowed ? { state: 'starting' } : undefined);
      if (allowed) void this.#turnOn();
      else this.lines.clear();
    }
    this.#hearRecruiter(allowed ? view.recruiter?.caption : undefined);
  }

  async #turnOn(): Promise<void> {
    clearTimeout(this.#retry);
    if (!this.#allowed) return;
    try {
      const status = await this.#client.query('captions.set', { on: true });
      if (this.#allowed) this.status.set(status);
    } catch {
      if (this.#disposables.disposed) return;
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => void this.#turnOn(), RETRY_MS);
    }
  }

  /** Adds the recruiter's words while they are spoken. A line that stops early stays as far as it was said. */
  #hearRecruiter(caption: Caption | undefined): void {
    clearTimeout(this.#nextWords);
    const before = this.#caption;
    this.#caption = caption;
    const now = this.#client.serverNow();
    if (before && before.utterance !== caption?.utterance) this.#putRecruiter(before, now, true);
    if (!caption) return;
    const until = this.#putRecruiter(caption, now, false);
    if (until !== undefined)
      this.#nextWords = setTimeout(() => this.#hearRecruiter(caption), Math.max(0, until - now) + 1);
  }

  #putRecruiter(caption: Caption, now: number, ended: boolean): number | undefined {
    const { text, whole, until } = spokenWords(caption, now);
    this.lines.put(
      'recruiter',
      {
        lineId: String(caption.utterance),
        text,
        tail: '',
        final: whole || ended,
        understood: true,
        agoMs: 0,
      },
      Date.now(),
    );
    return until;
  }
}
