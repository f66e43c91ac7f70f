import { rm } from 'node:fs/promises';
import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import type { ClipFolder } from './ClipFolder.ts';
import { ClipError } from './clipError.ts';
import type { ClipWish } from './clipWish.ts';
import type { RecordingFolder } from './RecordingFolder.ts';
import type { RenderProcess } from './RenderProcess.ts';
import { RECORDING_LIMITS } from './render/recording/recordingInput.ts';
import type { SpeechConfig } from './speechConfig.ts';

/** After this time a job counts as hanging: a share for each job, and one that grows with what there is to say. */
const WALL_MS = { job: 90_000, character: 500, recording: 4 * RECORDING_LIMITS.seconds * 1_000 } as const;

interface ClipMakerOptions {
  clips: ClipFolder;
  recordings: RecordingFolder;
  process: RenderProcess;
}

/** Brings one clip from its wish to its place in the folder. */
export class ClipMaker {
  readonly #options: ClipMakerOptions;

  constructor(options: ClipMakerOptions) {
    this.#options = options;
  }

  /** Changes nothing where the clip is there, perhaps by another process. Rejects with a `ClipError`. */
  async make(clipId: ClipId, wish: ClipWish, speech: SpeechConfig): Promise<void> {
    const { clips, recordings, process } = this.#options;
    if (await clips.findSheet(clipId)) return;
    const recordingFile = wish.kind === 'recording' ? await recordings.findFile(wish.fileSha256) : undefined;
    if (wish.kind === 'recording' && !recordingFile) throw new ClipError('recording-missing');
    const folder = await clips.makeTemporary().catch(storageFailed);
    try {
      const job = { clipId, wish, speech, folder, ...(recordingFile && { recordingFile }) };
      const sheet = await process.render(job, wallMs(wish));
      await clips.publish(folder, sheet).catch(storageFailed);
    } finally {
      // What cannot be removed now is swept at the next start.
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }
  }
}

function wallMs(wish: ClipWish): number {
  if (wish.kind === 'recording') return WALL_MS.job + WALL_MS.recording;
  return WALL_MS.job + (wish.kind === 'line' ? wish.text.length * WALL_MS.character : 0);
}

function storageFailed(cause: unknown): never {
  throw new ClipError('storage-failed', cause);
}
