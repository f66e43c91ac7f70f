import { uuidv7 } from 'uuidv7';
import type { NoteId } from '../../../shared/ids.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { MediaStamp, Note, NoteKind, Scorecard } from '../../../shared/rubric/scorecard.ts';
import { Store } from '../store.ts';
import type { NoteContent, Undoable } from './draft.ts';
import type { DraftQueue } from './draftQueue.ts';

export type NoteSubject = { kind: NoteKind; questionId: QuestionId; competencyId?: CompetencyId };

interface NoteEditorOptions {
  draftQueue: DraftQueue;
  noteOf: (noteId: NoteId) => Note | undefined;
  stamp: (questionId: QuestionId) => MediaStamp;
  onChanged: (change: Undoable) => void;
}

/** Creates, edits, and removes notes, one at a time. The first character creates a new note. */
export class NoteEditor {
  readonly newNote = new Store<NoteId | undefined>(undefined);
  readonly #options: NoteEditorOptions;
  #focused = false;
  #writing: { noteId: NoteId; before: NoteContent } | undefined;

  constructor(options: NoteEditorOptions) {
    this.#options = options;
  }

  /** True when a note field has the focus, even if it is empty. */
  get isFocused(): boolean {
    return this.#focused;
  }

  /** Call it when a note's field gets the focus. Pass `undefined` for the field of a new note. */
  enter(noteId: NoteId | undefined): void {
    this.#focused = true;
    const note = noteId && this.#options.noteOf(noteId);
    if (!noteId || !note || this.#writing?.noteId === noteId) return;
    this.#finish();
    this.#options.draftQueue.beginWriting(noteId);
    this.#writing = { noteId, before: contentOf(note) };
  }

  create(subject: NoteSubject, text: string): NoteId {
    const noteId = uuidv7() as NoteId;
    const content = this.#blank(subject);
    this.#finish();
    this.#options.draftQueue.beginWriting(noteId);
    this.#writing = { noteId, before: { ...content, removed: true } };
    this.newNote.set(noteId);
    this.#options.draftQueue.note(noteId, { ...content, text }, { typed: true });
    return noteId;
  }

  type(noteId: NoteId, text: string): void {
    const note = this.#options.noteOf(noteId);
    if (note)
      this.#options.draftQueue.note(noteId, { ...contentOf(note), text, removed: false }, { typed: true });
  }

  leave(): void {
    this.#focused = false;
    this.#finish();
  }

  flag(questionId: QuestionId): NoteId {
    const noteId = uuidv7() as NoteId;
    const content = this.#blank({ kind: 'flag', questionId });
    this.#options.draftQueue.note(noteId, content);
    this.#options.onChanged({ kind: 'note', questionId, noteId, before: { ...content, removed: true } });
    return noteId;
  }

  remove(noteId: NoteId): void {
    const note = this.#options.noteOf(noteId);
    if (!note) return;
    const before = contentOf(note);
    this.#options.draftQueue.note(noteId, { ...before, removed: true });
    this.#options.onChanged({ kind: 'note', questionId: note.questionId, noteId, before });
  }

  #finish(): void {
    const writing = this.#writing;
    if (!writing) return;
    this.#writing = undefined;
    this.newNote.set(undefined);
    this.#options.draftQueue.endWriting();
    const { noteId, before } = writing;
    const after = this.#options.noteOf(noteId);
    if (after && (after.text.trim() !== before.text || after.removed !== before.removed))
      this.#options.onChanged({ kind: 'note', questionId: before.questionId, noteId, before });
  }

  #blank(subject: NoteSubject): NoteContent {
    return { ...subject, text: '', removed: false, stamp: this.#options.stamp(subject.questionId) };
  }
}

function contentOf({ version: _known, ...content }: Note): NoteContent {
  return content;
}

export type ListedNote = Note & { noteId: NoteId };

export function notesOf({ notes }: Pick<Scorecard, 'notes'>, questionId: QuestionId): ListedNote[] {
  return Object.entries(notes)
    .map(([noteId, note]) => ({ noteId: noteId as NoteId, ...note }))
    .filter(note => note.questionId === questionId && !note.removed)
    .sort((a, b) => a.stamp.mediaTimeMs - b.stamp.mediaTimeMs || a.noteId.localeCompare(b.noteId));
}

export function evidenceOf(
  scorecard: Pick<Scorecard, 'notes'>,
  questionId: QuestionId,
  competencyId: CompetencyId,
): NoteId | undefined {
  return notesOf(scorecard, questionId).find(
    note => note.kind === 'evidence' && note.competencyId === competencyId,
  )?.noteId;
}
