import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import { interviewKitOf } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { Recording } from '../../../shared/protocol/kitRoutes.ts';
import { linesOf } from '../../../shared/recruiter/lines.ts';
import type { StoredVoiceUpload, VoiceUploadStore } from '../../store/voiceUploadStore.ts';
import type { Kits } from './kits.ts';

interface KitVoiceUploadsOptions {
  kits: Pick<Kits, 'list' | 'read' | 'requireSeen'>;
  store: VoiceUploadStore;
  files: VoiceUploadFiles;
}

/** Voice uploads for the lines of kits. An upload is valid as long as the text of its line stays the same. */
export class KitVoiceUploads {
  readonly #options: KitVoiceUploadsOptions;

  constructor(options: KitVoiceUploadsOptions) {
    this.#options = options;
  }

  /** Throws `not-found` like `Kits.requireSeen`. */
  requireSeen(kitId: KitId, member: StaffMember): Promise<void> {
    return this.#options.kits.requireSeen(kitId, member);
  }

  async list(kitId: KitId): Promise<Recording[]> {
    await this.#options.kits.read(kitId);
    return (await this.#options.store.list(kitId)).map(shown);
  }

  /** Maps each line's text to the SHA-256 of its uploaded file. Returns an empty map for an unknown kit. */
  async recordingsOf(kitId: KitId): Promise<Map<string, string>> {
    return new Map((await this.#options.store.list(kitId)).map(({ text, fileSha256 }) => [text, fileSha256]));
  }

  /** Returns the line's text. Throws `not-found`, or `not-in-kit` if the newest version has no such line. */
  async requireLine(kitId: KitId, textSha256: string): Promise<string> {
    const { kit } = await this.#options.kits.read(kitId);
    const line = linesOf(interviewKitOf(kit)).find(({ text }) => sha256Of(text) === textSha256);
    if (line) return line.text;
    throw new AppError('not-in-kit', 'line-not-saved');
  }

  /** Stores an upload in place of an earlier one. Throws like `requireLine` and `storeVoiceUpload`. */
  async keep(
    { kitId, textSha256, name }: Pick<StoredVoiceUpload, 'kitId' | 'textSha256' | 'name'>,
    bytes: AsyncIterable<Uint8Array>,
    userId: string,
  ): Promise<Recording> {
    const text = await this.requireLine(kitId, textSha256);
    const { fileSha256 } = await this.#options.files.storeVoiceUpload(bytes);
    const recording = { kitId, textSha256, text, fileSha256, name, createdAt: Date.now(), createdBy: userId };
    const before = await this.#options.store.put(recording, {
      actor: userId,
      action: 'recording.kept',
      target: kitId,
      details: { textSha256 },
    });
    if (before !== undefined && before !== fileSha256) await this.#forget(before, [text]);
    // A concurrent deletion can remove the file before the row is stored.
    if (!(await this.#options.files.findRecording(fileSha256)))
      throw AppError.unavailable('voice-upload-removed');
    return shown(recording);
  }

  /** Removes an upload. Even running interviews then use the recruiter's own voice. Throws `not-found`. */
  async remove(kitId: KitId, textSha256: string, userId: string): Promise<void> {
    const entry = { actor: userId, action: 'recording.removed', target: kitId, details: { textSha256 } };
    const removed = await this.#options.store.remove(kitId, textSha256, entry);
    if (!removed) throw AppError.notFound('recording', textSha256);
    await this.#forget(removed.fileSha256, [removed.text]);
  }

  /** Deletes files that no kit uses. A server that stops during an upload leaves such files behind. */
  async sweep(): Promise<void> {
    for (const fileSha256 of await this.#options.files.listRecordings()) {
      const isUsed = (await this.#options.store.textsOf(fileSha256)).length > 0;
      if (!isUsed) await this.#forget(fileSha256, await this.#textsOfKits());
    }
  }

  /** Deletes the clips of these texts, and the uploaded file, unless another line or kit uses them. */
  async #forget(fileSha256: string, texts: readonly string[]): Promise<void> {
    const used = await this.#options.store.textsOf(fileSha256);
    for (const text of texts)
      if (!used.includes(text)) await this.#options.files.removeClip(fileSha256, text);
    if (used.length === 0) await this.#options.files.removeRecording(fileSha256);
  }

  async #textsOfKits(): Promise<string[]> {
    const texts = new Set<string>();
    for (const { kitId } of await this.#options.kits.list()) {
      const { kit } = await this.#options.kits.read(kitId);
      for (const { text } of linesOf(interviewKitOf(kit))) texts.add(text);
    }
    return [...texts];
  }

  /** Returns the file of an upload. Throws `not-found`. */
  async requireFile(kitId: KitId, textSha256: string): Promise<{ path: string; name: string }> {
    const recording = (await this.#options.store.list(kitId)).find(known => known.textSha256 === textSha256);
    const path = recording && (await this.#options.files.findRecording(recording.fileSha256));
    if (!path) throw AppError.notFound('recording', textSha256);
    return { path, name: recording.name };
  }
}

function shown({ textSha256, text, name, createdAt }: StoredVoiceUpload): Recording {
  return { textSha256, text, name, createdAt };
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Storage of playable voice uploads. Files are named by their SHA-256 in hex. */
export interface VoiceUploadFiles {
  /** Stores an upload. Rejects with an `AppError` if nothing is audible, or with the error of `bytes`. */
  storeVoiceUpload(bytes: AsyncIterable<Uint8Array>): Promise<{ fileSha256: string }>;
  findRecording(fileSha256: string): Promise<string | undefined>;
  /** Lists files that were not uploaded recently, because a new file may belong to an unfinished upload. */
  listRecordings(): Promise<string[]>;
  removeClip(fileSha256: string, text: string): Promise<void>;
  removeRecording(fileSha256: string): Promise<void>;
}
