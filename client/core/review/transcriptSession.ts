import type { AppError } from '../../../shared/errors.ts';
import type { PassageId } from '../../../shared/ids.ts';
import {
  type Passage,
  passageText,
  type Transcript,
  type TranscriptDownload,
} from '../../../shared/transcript/transcript.ts';
import { backoffMs } from '../backoff.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';

interface PassageEdit {
  passageId: PassageId;
  /** The text that the editor saw. */
  seen: string;
  text: string;
}

/** Opens the transcript of a recording for one viewer. */
export interface TranscriptSource {
  read(): Promise<Transcript>;
  correct?(edit: PassageEdit): Promise<{ passage: Passage }>;
  /** Deletes the transcript. */
  erase?(): Promise<unknown>;
  download?(format: TranscriptDownload): void;
}

export type TranscriptStatus =
  | { state: 'opening' }
  | { state: 'failed'; error: AppError }
  | { state: 'open'; transcript: Transcript };

/** A correction that is being written. It stays while other panels are shown. */
export interface PassageDraft extends PassageEdit {
  saving: boolean;
  error?: AppError;
  /** Words that the person wants to correct. */
  selected?: { from: number; to: number } | undefined;
}

const POLL_MS: Partial<Record<Transcript['state'], number>> = {
  waiting: 5_000,
  running: 3_000,
  hidden: 15_000,
};
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 30_000;

/** Opens a transcript, and polls while it is being made or hidden. */
export class TranscriptSession {
  readonly status = new Store<TranscriptStatus>({ state: 'opening' });
  readonly draft = new Store<PassageDraft | undefined>(undefined);
  readonly source: TranscriptSource;
  #attempts = 0;
  #nextPoll: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #closed = false;

  constructor(source: TranscriptSource) {
    this.source = source;
  }

  /** Reads the transcript, again if it was read before. */
  refresh(): void {
    if (!this.#reading) void this.#read();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#nextPoll);
  }

  /** True while there is a correction that would be lost. */
  get unsaved(): boolean {
    const draft = this.draft.get();
    return draft !== undefined && draft.text.trim() !== draft.seen;
  }

  /** Starts a correction, unless another one is unsaved. Returns true if it was started. */
  edit(passage: Passage, selected?: PassageDraft['selected']): boolean {
    if (this.unsaved || this.draft.get()?.saving) return false;
    const text = passageText(passage);
    this.draft.set({ passageId: passage.passageId, seen: text, text, saving: false, selected });
    return true;
  }

  write(text: string): void {
    this.draft.update(draft => draft && { ...draft, text });
  }

  discard(): void {
    this.draft.set(undefined);
  }

  /** Saves the draft. After an error the draft is kept. Resolves to true if it was saved. */
  async save(): Promise<boolean> {
    const draft = this.draft.get();
    if (!draft || draft.saving || !this.source.correct) return false;
    const { passageId, seen, text } = draft;
    this.draft.set({ passageId, seen, text, saving: true });
    try {
      const { passage } = await this.source.correct({ passageId, seen, text: text.trim() });
      this.#replace(passage);
      this.draft.set(undefined);
      return true;
    } catch (thrown) {
      const error = asAppError(thrown);
      this.draft.set({ passageId, seen, text, saving: false, error });
      if (error.code === 'conflict') await this.#adopt(passageId);
      return false;
    }
  }

  /** Reads what another person has written, so that saving again replaces it knowingly. */
  async #adopt(passageId: PassageId): Promise<void> {
    await this.#read();
    const status = this.status.get();
    const passages = status.state === 'open' ? status.transcript.passages : [];
    const passage = passages.find(known => known.passageId === passageId);
    if (passage) this.draft.update(draft => draft && { ...draft, seen: passageText(passage) });
  }

  #replace(passage: Passage): void {
    this.status.update(status => {
      if (status.state !== 'open') return status;
      const { transcript } = status;
      const passages = transcript.passages.map(one => (one.passageId === passage.passageId ? passage : one));
      return { ...status, transcript: { ...transcript, passages } };
    });
  }

  async #read(): Promise<void> {
    this.#reading = true;
    clearTimeout(this.#nextPoll);
    try {
      const transcript = await this.source.read();
      if (this.#closed) return;
      this.#attempts = 0;
      this.status.set({ state: 'open', transcript });
      this.#pollIn(POLL_MS[transcript.state]);
    } catch (thrown) {
      if (this.#closed) return;
      const error = asAppError(thrown);
      // Keeps the words that are shown.
      if (this.status.get().state !== 'open') this.status.set({ state: 'failed', error });
      if (error.retryable) this.#pollIn(backoffMs(this.#attempts++, FIRST_RETRY_MS, MAX_RETRY_MS));
    } finally {
      this.#reading = false;
    }
  }

  #pollIn(ms: number | undefined): void {
    if (ms !== undefined) this.#nextPoll = setTimeout(() => this.refresh(), ms);
  }
}
