import { uuidv7 } from 'uuidv7';
import type { CommandId, NoteId } from '../../../shared/ids.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { ratingKey } from '../../../shared/rubric/rating.ts';
import type { ItemVersion, Scorecard } from '../../../shared/rubric/scorecard.ts';
import { Disposables } from '../disposables.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';
import {
  answered,
  conflicted,
  Draft,
  type DraftKey,
  differs,
  isSendable,
  keyOf,
  type NoteContent,
  type NoteDraft,
  type RatingContent,
  refused,
  rested,
  untried,
  withSending,
} from './draft.ts';
import type { DraftStorage } from './draftStorage.ts';

export type QueueClient = Pick<
  InterviewClient,
  'command' | 'view' | 'connection' | 'isConnected' | 'onSynced'
>;

export type QueueStorage = Pick<DraftStorage, 'put' | 'delete' | 'clear'>;

/** A note is sent after a pause in typing of this length. */
const NOTE_PAUSE_MS = 400;

/**
 * Queues an evaluator's unsaved ratings and notes. Each item has one draft, which the next change replaces.
 * A sent command keeps its id until it is answered; later changes follow in the next command. Drafts are
 * stored in IndexedDB before they are sent, so a reload or crash neither loses nor repeats a change.
 */
export class DraftQueue {
  readonly drafts = new Store<ReadonlyMap<DraftKey, Draft>>(new Map());
  readonly #storage: QueueStorage;
  readonly #client: QueueClient;
  readonly #disposables = new Disposables();
  /** Drafts whose command was given to the connection, which retries until there is an answer. */
  readonly #handedOver = new Set<DraftKey>();
  readonly #pauses = new Map<DraftKey, ReturnType<typeof setTimeout>>();
  /** The note whose field has the focus. */
  #writing: DraftKey | undefined;

  constructor(client: QueueClient, storage: QueueStorage) {
    this.#client = client;
    this.#storage = storage;
    this.#disposables.add(client.onSynced(() => this.#sendAll()));
    this.#disposables.add(client.view.subscribe(() => this.#tidy()));
    this.#disposables.add(() => {
      for (const pause of this.#pauses.values()) clearTimeout(pause);
    });
  }

  holds(key: string): boolean {
    return this.drafts.get().has(key as DraftKey);
  }

  take(key: string, stored: unknown): void {
    const { data: draft } = Draft.safeParse(stored);
    if (!draft || keyOf(draft) !== key) {
      void this.#storage.delete(key);
      return;
    }
    // Ends the editing of an unsent note, because the page that edited it has ended.
    void this.#set(keyOf(draft), draft.item === 'note' && !draft.sending ? rested(draft) : draft);
    void this.#send(keyOf(draft));
  }

  rate(questionId: QuestionId, competencyId: CompetencyId, wanted: RatingContent): void {
    const key = keyOf({ item: 'rating', questionId, competencyId });
    const before = this.#find(key, 'rating');
    const base = this.#known()?.ratings[ratingKey(questionId, competencyId)];
    void this.#set(key, {
      ...(before ? untried(before) : { item: 'rating', questionId, competencyId, ...(base && { base }) }),
      wanted,
      clash: false,
    });
    void this.#send(key);
  }

  yield(questionId: QuestionId, competencyId: CompetencyId): void {
    this.discard(keyOf({ item: 'rating', questionId, competencyId }));
  }

  note(noteId: NoteId, wanted: NoteContent, { typed = false } = {}): void {
    const key = keyOf({ item: 'note', noteId });
    void this.#set(key, { ...untried(this.#noteDraft(noteId, wanted)), wanted });
    if (typed) this.#sendAfterPause(key);
    else void this.#send(key);
  }

  /** Marks a note as being edited. Until `endWriting`, the typed text isn't replaced by another device's. */
  beginWriting(noteId: NoteId): void {
    this.endWriting();
    this.#writing = keyOf({ item: 'note', noteId });
    const known = this.#known()?.notes[noteId];
    if (!known || this.drafts.get().has(this.#writing)) return;
    const { version: _seen, ...content } = known;
    void this.#set(this.#writing, this.#noteDraft(noteId, content));
  }

  endWriting(): void {
    const key = this.#writing;
    if (!key) return;
    this.#writing = undefined;
    const draft = this.#find(key, 'note');
    if (draft) void this.#set(key, rested(draft));
    void this.#send(key);
    this.#tidy();
  }

  retry(): void {
    for (const [key, draft] of this.drafts.get()) {
      if (!draft.refusal) continue;
      void this.#set(key, untried(draft));
      void this.#send(key);
    }
  }

  /** Drops a draft, so that the server's version is shown. */
  discard(key: DraftKey): void {
    void this.#set(key, undefined);
  }

  /** Refuses unsent drafts after the scorecard is locked or scoring has closed. They stay readable. */
  lockOut(refusal: NonNullable<Draft['refusal']>): void {
    this.endWriting();
    for (const [key, draft] of this.drafts.get()) {
      // Commands that were already sent are decided by the server's answer.
      if (draft.refusal || this.#handedOver.has(key)) continue;
      void this.#set(key, differs(draft) ? refused(draft, refusal) : undefined);
    }
  }

  forget(): void {
    this.drafts.set(new Map());
    this.#storage.clear();
  }

  close(): void {
    this.#disposables.dispose();
  }

  #noteDraft(noteId: NoteId, content: NoteContent): NoteDraft {
    const before = this.#find(keyOf({ item: 'note', noteId }), 'note');
    const base = this.#known()?.notes[noteId];
    return before ?? { item: 'note', noteId, ...(base && { base }), wanted: content };
  }

  #sendAfterPause(key: DraftKey): void {
    clearTimeout(this.#pauses.get(key));
    this.#pauses.set(
      key,
      setTimeout(() => void this.#send(key), NOTE_PAUSE_MS),
    );
  }

  #sendAll(): void {
    this.#tidy();
    for (const key of this.drafts.get().keys()) if (!this.#pauses.has(key)) void this.#send(key);
  }

  async #send(key: DraftKey): Promise<void> {
    clearTimeout(this.#pauses.get(key));
    this.#pauses.delete(key);
    let draft = this.drafts.get().get(key);
    if (!draft || this.#handedOver.has(key) || !this.#client.isConnected || this.#disposables.disposed)
      return;
    if (!draft.sending) {
      if (!isSendable(draft)) return;
      draft = withSending(draft, uuidv7() as CommandId);
      this.#handedOver.add(key);
      // Stores the command first, so that a page that takes over after a crash sends the same id.
      await this.#set(key, draft);
    }
    this.#handedOver.add(key);
    try {
      const { version } = await this.#command(draft);
      const now = this.drafts.get().get(key);
      if (now) void this.#set(key, answered(now, version));
    } catch (thrown) {
      this.#failed(key, thrown);
    } finally {
      this.#handedOver.delete(key);
    }
    this.#tidy();
    if (!this.#pauses.has(key)) void this.#send(key);
  }

  #command(draft: Draft): Promise<{ version: ItemVersion }> {
    if (draft.item === 'rating') {
      const { questionId, competencyId, sending } = draft;
      if (!sending) throw new Error('There is nothing to send.');
      const { commandId, expectedVersion, content } = sending;
      return this.#client.command(
        'rating.put',
        { questionId, competencyId, ...content, expectedVersion },
        commandId,
      );
    }
    const { noteId, sending } = draft;
    if (!sending) throw new Error('There is nothing to send.');
    const { commandId, expectedVersion, content } = sending;
    return this.#client.command('note.put', { noteId, ...content, expectedVersion }, commandId);
  }

  #failed(key: DraftKey, thrown: unknown): void {
    // Keeps the draft if the connection ended without an answer, because another page may resend it.
    if (this.#client.connection.get().state === 'ended') return;
    const draft = this.drafts.get().get(key);
    if (!draft) return;
    const { code, reason, values, details } = asAppError(thrown);
    const next = code === 'conflict' ? conflicted(draft, details?.current, key === this.#writing) : undefined;
    void this.#set(key, next ?? refused(draft, { code, reason, values }));
  }

  #tidy(): void {
    for (const [key, draft] of this.drafts.get()) {
      const open = draft.sending ?? draft.refusal ?? (draft.item === 'rating' && draft.clash);
      if (open || key === this.#writing || differs(draft)) continue;
      if (this.#knownVersion(draft) >= (draft.base?.version ?? 0)) void this.#set(key, undefined);
    }
  }

  #set(key: DraftKey, draft: Draft | undefined): Promise<void> {
    this.drafts.update(drafts => {
      const next = new Map(drafts);
      if (draft) next.set(key, draft);
      else next.delete(key);
      return next;
    });
    return draft ? this.#storage.put(key, draft) : this.#storage.delete(key);
  }

  #find<I extends Draft['item']>(key: DraftKey, item: I): Extract<Draft, { item: I }> | undefined {
    const draft = this.drafts.get().get(key);
    return draft?.item === item ? (draft as Extract<Draft, { item: I }>) : undefined;
  }

  #known(): Scorecard | undefined {
    return this.#client.view.get()?.rubric?.own;
  }

  #knownVersion(draft: Draft): ItemVersion {
    const own = this.#known();
    const known =
      draft.item === 'rating'
        ? own?.ratings[ratingKey(draft.questionId, draft.competencyId)]
        : own?.notes[draft.noteId];
    return known?.version ?? 0;
  }
}
