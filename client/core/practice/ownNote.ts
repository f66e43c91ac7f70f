import { z } from 'zod';
import type { InterviewId } from '../../../shared/ids.ts';
import { PRACTICE_LIMITS } from '../../../shared/protocol/practiceRoutes.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { backoffMs } from '../backoff.ts';
import { Disposables } from '../disposables.ts';
import { mergeTexts } from '../mergeTexts.ts';
import { asAppError } from '../replies.ts';
import type { SafeStorage } from '../safeStorage.ts';
import { Store } from '../store.ts';

const PREFIX = 'vivavoce.practiceNote';
/** So long after the last key a note is sent, in milliseconds; the browser has it at once. */
const SETTLED_MS = 600;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;
const DIVIDER = `\n\n${practicePage.note.divider}\n`;

/** What is typed and not saved yet, and what it was typed upon. */
const Draft = z.strictObject({ base: z.string(), text: z.string() });

/**
 * - `saved`: the server has all of it;
 * - `saving`: it is on its way;
 * - `kept`: the server cannot be reached; this browser has it, and it is sent as soon as that works;
 * - `unkept`: neither has it, because this browser keeps nothing;
 * - `refused`: it is too long, or the server will not have it; it stays in this browser.
 */
export interface OwnNoteState {
  readonly text: string;
  readonly saving: 'saved' | 'saving' | 'kept' | 'unkept' | 'refused';
  /** Characters above what can be saved. */
  readonly excess: number;
}

interface OwnNoteOptions {
  interviewId: InterviewId;
  /** As the server had it when it was last read. */
  note: string;
  /** Rejects with `conflict` and the current note where that is no longer `base`. */
  save: (change: { base: string; note: string }) => Promise<unknown>;
  storage: SafeStorage;
  page?: { window: EventTarget };
}

/**
 * The candidate's own note on one attempt, saved as it is typed. Each key is kept in the browser first, so that neither a reload nor a dead
 * network takes anything away; what two devices wrote is put together. Lives until `close()`.
 */
export class OwnNote {
  readonly state: Store<OwnNoteState>;
  readonly #save: OwnNoteOptions['save'];
  readonly #storage: SafeStorage;
  readonly #key: string;
  readonly #disposables = new Disposables();
  #base: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
  /** How often one was begun. */
  #saves = 0;
  #failures = 0;

  constructor({ interviewId, note, save, storage, page = { window } }: OwnNoteOptions) {
    this.#save = save;
    this.#storage = storage;
    this.#key = `${PREFIX}.${interviewId}`;
    this.#base = note;
    this.state = new Store<OwnNoteState>(stateOf(note, 'saved'));
    this.#disposables.add(() => clearTimeout(this.#timer));
    this.#disposables.listen(page.window, 'online', () => this.#sendIn(0));
    const draft = readDraft(storage.read(this.#key));
    if (draft && draft.text !== note) this.change(mergeTexts(draft.base, draft.text, note, DIVIDER));
    else storage.remove(this.#key);
  }

  change(text: string): void {
    this.#failures = 0;
    this.#show(text);
    this.#sendIn(SETTLED_MS);
  }

  /**
   * For who asks the server what it has now, as another device may have written it: takes the answer, which counts for nothing where this
   * page has saved meanwhile, because then it may be older than that.
   */
  reading(): (note: string) => void {
    const saves = this.#saves;
    return note => {
      if (saves === this.#saves && !this.#sending && !this.#disposables.disposed) this.#read(note);
    };
  }

  /** Sends at once what is not saved, as when the field is left. */
  flush(): void {
    if (this.state.get().text !== this.#base) this.#sendIn(0);
  }

  /** The attempt is gone, and with it what was kept of its note. */
  forget(): void {
    this.close();
    this.#storage.remove(this.#key);
  }

  /** Safe to call twice. What was not saved is found again by the next one. */
  close(): void {
    this.#disposables.dispose();
  }

  #read(note: string): void {
    if (note === this.#base) return;
    const { text } = this.state.get();
    const merged = mergeTexts(this.#base, text, note, DIVIDER);
    this.#base = note;
    this.#show(merged);
    if (merged !== note) this.#sendIn(SETTLED_MS);
  }

  #show(text: string): void {
    const saved = text === this.#base;
    const kept = saved ? this.#storage.remove(this.#key) : this.#keep(text);
    const tooLong = text.length > PRACTICE_LIMITS.note;
    this.state.set(stateOf(text, saved ? 'saved' : tooLong ? 'refused' : kept ? 'saving' : 'unkept'));
  }

  #keep(text: string): boolean {
    return this.#storage.write(this.#key, JSON.stringify({ base: this.#base, text }));
  }

  #sendIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#disposables.disposed) this.#timer = setTimeout(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    const { text, excess } = this.state.get();
    if (this.#sending || text === this.#base || excess > 0) return;
    this.#sending = true;
    this.#saves += 1;
    try {
      await this.#save({ base: this.#base, note: text });
      this.#failures = 0;
      this.#base = text;
    } catch (thrown) {
      this.#sending = false;
      const error = asAppError(thrown);
      const current = error.code === 'conflict' ? error.details?.current : undefined;
      if (typeof current === 'string' && current !== this.#base) {
        if (!this.#disposables.disposed) this.#read(current);
      } else this.#failed(error.retryable);
      return;
    }
    this.#sending = false;
    if (this.#disposables.disposed) {
      // A draft that was typed on meanwhile stays for the next one, upon what is saved now.
      if (this.state.get().text === text) this.#storage.remove(this.#key);
      else this.#keep(this.state.get().text);
      return;
    }
    this.#show(this.state.get().text);
    if (this.state.get().text !== this.#base) this.#sendIn(SETTLED_MS);
  }

  #failed(retryable: boolean): void {
    if (this.#disposables.disposed) return;
    const { text } = this.state.get();
    const kept = this.#keep(text);
    this.state.set(stateOf(text, !retryable ? 'refused' : kept ? 'kept' : 'unkept'));
    if (retryable) this.#sendIn(backoffMs(this.#failures++, FIRST_RETRY_MS, MAX_RETRY_MS));
  }
}

/** Nothing of the notes of these attempts is left in this browser. */
export function forgetNotes(storage: SafeStorage, interviewIds: readonly InterviewId[]): void {
  for (const interviewId of interviewIds) storage.remove(`${PREFIX}.${interviewId}`);
}

function stateOf(text: string, saving: OwnNoteState['saving']): OwnNoteState {
  return { text, saving, excess: Math.max(0, text.length - PRACTICE_LIMITS.note) };
}

function readDraft(raw: string | undefined): z.infer<typeof Draft> | undefined {
  try {
    return Draft.safeParse(JSON.parse(raw ?? 'null')).data;
  } catch {
    // Cut off, or not ours.
    return undefined;
  }
}
