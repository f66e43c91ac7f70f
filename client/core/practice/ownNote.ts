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
/** Autosave delay after the last key press. The text is in browser storage immediately. */
const SETTLED_MS = 600;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;
const DIVIDER = `\n\n${practicePage.note.divider}\n`;

/** Unsaved text, and the last saved text, on which it is based. */
const Draft = z.strictObject({ base: z.string(), text: z.string() });

/** `unstored`: neither the server nor the browser has the text. `refused`: too long, or refused by the server. */
export interface OwnNoteState {
  readonly text: string;
  readonly saving: 'saved' | 'saving' | 'offline' | 'unstored' | 'refused';
  /** Number of characters above the limit. */
  readonly excess: number;
}

interface OwnNoteOptions {
  interviewId: InterviewId;
  /** The note when it was last read from the server. */
  note: string;
  /** Rejects with `conflict` and the current note if `base` is outdated. */
  save: (change: { base: string; note: string }) => Promise<unknown>;
  storage: SafeStorage;
  page?: { window: EventTarget };
}

/** Autosaves the candidate's note. Stores changes in the browser first. Merges two devices' changes. */
export class OwnNote {
  readonly state: Store<OwnNoteState>;
  readonly #save: OwnNoteOptions['save'];
  readonly #storage: SafeStorage;
  readonly #key: string;
  readonly #disposables = new Disposables();
  #base: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;
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

  /** Starts a read of the note. The returned function applies the result, unless a save happened since. */
  reading(): (note: string) => void {
    const saves = this.#saves;
    return note => {
      if (saves === this.#saves && !this.#sending && !this.#disposables.disposed) this.#read(note);
    };
  }

  /** Saves pending changes immediately. */
  flush(): void {
    if (this.state.get().text !== this.#base) this.#sendIn(0);
  }

  forget(): void {
    this.close();
    this.#storage.remove(this.#key);
  }

  /** Stops saving. Unsaved text stays in the browser's storage. */
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
    const stored = saved ? this.#storage.remove(this.#key) : this.#store(text);
    const tooLong = text.length > PRACTICE_LIMITS.note;
    this.state.set(stateOf(text, saved ? 'saved' : tooLong ? 'refused' : stored ? 'saving' : 'unstored'));
  }

  #store(text: string): boolean {
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
      // Text that was typed during the save stays as a draft, based on the saved text.
      if (this.state.get().text === text) this.#storage.remove(this.#key);
      else this.#store(this.state.get().text);
      return;
    }
    this.#show(this.state.get().text);
    if (this.state.get().text !== this.#base) this.#sendIn(SETTLED_MS);
  }

  #failed(retryable: boolean): void {
    if (this.#disposables.disposed) return;
    const { text } = this.state.get();
    const stored = this.#store(text);
    this.state.set(stateOf(text, !retryable ? 'refused' : stored ? 'offline' : 'unstored'));
    if (retryable) this.#sendIn(backoffMs(this.#failures++, FIRST_RETRY_MS, MAX_RETRY_MS));
  }
}

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
    return undefined;
  }
}
