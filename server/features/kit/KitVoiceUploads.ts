import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import { interviewKitOf } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { Recording } from '../../../shared/protocol/kitRoutes.ts';
import { linesOf } from '../../../shared/recruiter/lines.ts';
import type { StoredRecording, VoiceUploadStore } from '../../store/voiceUploadStore.ts';
import type { Kits } from './kits.ts';

interface KitRecordingsOptions {
  kits: Pick<Kits, 'list' | 'read'>;
  store: VoiceUploadStore;
  files: RecordingFiles;
}

/** People's recordings for the lines of kits. One belongs to its line for as long as the line's words are the same. */
export class KitRecordings {
  readonly #kits: Pick<Kits, 'list' | 'read'>;
  readonly #store: VoiceUploadStore;
  readonly #files: RecordingFiles;

  constructor({ kits, store, files }: KitRecordingsOptions) {
    this.#kits = kits;
    this.#store = store;
    this.#files = files;
  }

  /** Throws `not-found` for an unknown kit. */
  async list(kitId: KitId): Promise<Recording[]> {
    await this.#kits.read(kitId);
    return (await this.#store.list(kitId)).map(shown);
  }

  /** What interviews play: the file's SHA-256 by the line's words. Empty for an unknown kit. */
  async recordingsOf(kitId: KitId): Promise<Map<string, string>> {
    return new Map((await this.#store.list(kitId)).map(({ text, fileSha256 }) => [text, fileSha256]));
  }

  /** The words that a recording is about to be sent for. Throws `not-found`, or `not-in-kit` where the newest version has no such line. */
  async requireLine(kitId: KitId, textSha256: string): Promise<string> {
    const { kit } = await this.#kits.read(kitId);
    const line = linesOf(interviewKitOf(kit)).find(({ text }) => sha256Of(text) === textSha256);
    if (line) return line.text;
    throw new AppError(
      'not-in-kit',
      'The kit as it is saved has no line with these words. Save it first, then upload the recording.',
    );
  }

  /** In place of any other for the same words. Throws as `requireLine` and `keepRecording` do. */
  async keep(
    { kitId, textSha256, name }: Pick<StoredRecording, 'kitId' | 'textSha256' | 'name'>,
    bytes: AsyncIterable<Uint8Array>,
    userId: string,
  ): Promise<Recording> {
    const text = await this.requireLine(kitId, textSha256);
    const { fileSha256 } = await this.#files.keepRecording(bytes);
    const recording = {
      kitId,
      textSha256,
      text,
      fileSha256,
      name,
      createdAt: Date.now(),
      createdBy: userId,
    };
    const before = await this.#store.put(recording, {
      actor: userId,
      action: 'recording.kept',
      target: kitId,
      details: { textSha256 },
    });
    if (before !== undefined && before !== fileSha256) await this.#forget(before, [text]);
    // The same file may have been removed elsewhere between its upload and the row.
    if (!(await this.#files.findRecording(fileSha256)))
      throw AppError.unavailable('The recording was removed at the same time. Please upload it again.');
    return shown(recording);
  }

  /** Throws `not-found`. From then on interviews, also those that run, use the recruiter's own voice. */
  async remove(kitId: KitId, textSha256: string, userId: string): Promise<void> {
    const entry = { actor: userId, action: 'recording.removed', target: kitId, details: { textSha256 } };
    const removed = await this.#store.remove(kitId, textSha256, entry);
    if (!removed) throw AppError.notFound('recording', textSha256);
    await this.#forget(removed.fileSha256, [removed.text]);
  }

  /** Removes files that no kit has any more: a server that ended in the middle left them, or an earlier version. */
  async sweep(): Promise<void> {
    for (const fileSha256 of await this.#files.listRecordings()) {
      const isUsed = (await this.#store.textsOf(fileSha256)).length > 0;
      if (!isUsed) await this.#forget(fileSha256, await this.#textsOfKits());
    }
  }

  /** What no other line or kit uses goes from the disk: the clips of these words, and the file. */
  async #forget(fileSha256: string, texts: readonly string[]): Promise<void> {
    const used = await this.#store.textsOf(fileSha256);
    for (const text of texts) if (!used.includes(text)) await this.#files.removeClip(fileSha256, text);
    if (used.length === 0) await this.#files.removeRecording(fileSha256);
  }

  async #textsOfKits(): Promise<string[]> {
    const texts = new Set<string>();
    for (const { kitId } of await this.#kits.list()) {
      const { kit } = await this.#kits.read(kitId);
      for (const { text } of linesOf(interviewKitOf(kit))) texts.add(text);
    }
    return [...texts];
  }

  /** Where the file lies, and what it was called. Throws `not-found`. */
  async requireFile(kitId: KitId, textSha256: string): Promise<{ path: string; name: string }> {
    const recording = (await this.#store.list(kitId)).find(known => known.textSha256 === textSha256);
    const path = recording && (await this.#files.findRecording(recording.fileSha256));
    if (!path) throw AppError.notFound('recording', textSha256);
    return { path, name: recording.name };
  }
}

function shown({ textSha256, text, name, createdAt }: StoredRecording): Recording {
  return { textSha256, text, name, createdAt };
}

/** As hex, of the words in UTF-8. */
function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** What keeps recordings and can tell media from anything else. Files are named by their SHA-256, in hex. */
export interface RecordingFiles {
  /**
   * Takes the bytes as they come. Rejects with an `AppError` with a sentence for the person who sent them where no one could hear
   * them (no media, no sound, too long), or with what they themselves reject with; nothing is kept then.
   */
  keepRecording(bytes: AsyncIterable<Uint8Array>): Promise<{ fileSha256: string }>;
  /** Where the file lies as it was sent; undefined where it is gone. */
  findRecording(fileSha256: string): Promise<string | undefined>;
  /** Those that were not kept in the last hours, so that none is among them whose upload is just being finished. */
  listRecordings(): Promise<string[]>;
  /** What was made of a recording for these words goes; safe twice. */
  removeClip(fileSha256: string, text: string): Promise<void>;
  /** The file as it was sent goes; safe twice. */
  removeRecording(fileSha256: string): Promise<void>;
}
