import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../../../shared/errors.ts';
import {
  CLIP_LIMITS,
  type ClipId,
  ClipSheet,
  type SilentClip,
} from '../../../../../shared/recruiter/clip.ts';
import { PORTRAIT } from '../../../../../shared/site/sitePages.ts';
import { DISK_FULL } from '../../../../runProgram.ts';
import { ClipError } from '../clipError.ts';
import { CLIP_FILE, type ClipRequest, type RenderJob } from '../clipRequest.ts';
import { AvatarPainter } from './avatar/drawAvatar.ts';
import { FRAME_MS, type Pose } from './avatar/pose.ts';
import { posesOfSilence } from './avatar/silentPoses.ts';
import { posesOfSpeech } from './avatar/speakingPoses.ts';
import { encodeAvatar, writeSound } from './encoding/encodeAvatar.ts';
import { type ClipTimes, portraitOutput, webmOutput } from './encoding/webmArguments.ts';
import { encodeRecording, recordedLine } from './recording/encodeRecording.ts';
import { probeRecording, recordingSound, requireDone } from './recording/readRecording.ts';
import { recordingInput, refuseRecording } from './recording/recordingInput.ts';
import { levelsOf, samplesOf } from './sound/levels.ts';
import type { VoicedLine } from './speech/captions.ts';
import { LineSpeaker } from './speech/speakLine.ts';

type RecordingQuery = Extract<ClipRequest, { kind: 'recording' }>;

/** Renders clips. Loads the synthesizer and the avatar's sprites only once. */
export class Renderer {
  readonly #speaker = new LineSpeaker();
  #painter: AvatarPainter | undefined;

  /** Writes the clip to the job's folder. Rejects with a `ClipError` for known reasons. */
  async render(job: RenderJob, signal: AbortSignal): Promise<ClipSheet> {
    const line = await this.#renderWish(job, signal);
    return clipSheet(job.clipId, line, path.join(job.folder, CLIP_FILE));
  }

  async #renderWish(job: RenderJob, signal: AbortSignal): Promise<VoicedLine> {
    const { request, speech, folder } = job;
    if (request.kind === 'silent') return this.#drawSilent(job, request.clip, signal);
    if (request.kind === 'recording') return this.#renderRecording(job, request, signal);
    const line = await this.#speaker.speak(request, speech, folder, signal);
    if (request.kind === 'portrait') return this.#drawPortrait(job, line, signal);
    return this.#drawSpeaking(job, line, signal);
  }

  async #renderRecording(job: RenderJob, request: RecordingQuery, signal: AbortSignal): Promise<VoicedLine> {
    if (job.recordingFile === undefined) throw new ClipError('recording-missing');
    try {
      const input = await recordingInput(job.recordingFile);
      if (!input) throw refuseRecording('not-media');
      const { seconds, hasPicture } = await probeRecording(input, signal);
      const line = recordedLine(await recordingSound(input, seconds, signal), request.text);
      if (!hasPicture) return await this.#drawSpeaking(job, line, signal);
      const files = filesOf(job);
      await writeSound(files.soundFile, line.samples, line.durationMs);
      const outcome = await encodeRecording(input, line, files, signal);
      if (outcome.state === 'failed' && DISK_FULL.test(outcome.stderrTail))
        throw new ClipError('storage-failed');
      requireDone(outcome);
      return line;
    } catch (error) {
      throw error instanceof AppError ? new ClipError('recording-unusable', error) : error;
    }
  }

  #drawSilent(job: RenderJob, clip: SilentClip, signal: AbortSignal): Promise<VoicedLine> {
    const poses = posesOfSilence(clip);
    const durationMs = poses.length * FRAME_MS;
    const samples = new Float32Array(samplesOf(durationMs));
    return this.#draw(
      job,
      { samples, durationMs, levels: levelsOf(samples), phrasesMs: [0], cues: [] },
      poses,
      signal,
    );
  }

  #drawSpeaking(job: RenderJob, line: VoicedLine, signal: AbortSignal): Promise<VoicedLine> {
    return this.#draw(job, line, posesOfSpeech({ ...line, seed: seedOf(job.clipId) }), signal);
  }

  async #draw(
    job: RenderJob,
    line: VoicedLine,
    poses: readonly Pose[],
    signal: AbortSignal,
  ): Promise<VoicedLine> {
    this.#painter ??= await AvatarPainter.create();
    const output = (file: string, times: ClipTimes) => webmOutput(file, times, 'drawn');
    await encodeAvatar(this.#painter, { ...line, poses }, filesOf(job), output, signal);
    return line;
  }

  async #drawPortrait(job: RenderJob, line: VoicedLine, signal: AbortSignal): Promise<VoicedLine> {
    const speaking = posesOfSpeech({ ...line, seed: seedOf(job.clipId) });
    const poses = [...speaking, ...posesOfSilence('nod'), ...posesOfSilence('ready')];
    const durationMs = poses.length * FRAME_MS;
    const samples = new Float32Array(samplesOf(durationMs));
    samples.set(line.samples);
    const whole = { ...line, samples, durationMs, levels: levelsOf(samples) };
    // Not kept, because there are only a few portraits.
    const painter = await AvatarPainter.create(PORTRAIT);
    await encodeAvatar(painter, { ...whole, poses }, filesOf(job), portraitOutput, signal);
    return whole;
  }
}

function filesOf({ folder }: RenderJob): { soundFile: string; webmFile: string } {
  return { soundFile: path.join(folder, 'sound.f32'), webmFile: path.join(folder, CLIP_FILE) };
}

function seedOf(clipId: ClipId): number {
  return Number.parseInt(clipId.slice(0, 8), 16);
}

async function clipSheet(clipId: ClipId, line: VoicedLine, file: string): Promise<ClipSheet> {
  const { size } = await stat(file);
  if (size > CLIP_LIMITS.bytes) throw new ClipError('too-long', new Error(`The clip has ${size} bytes.`));
  return ClipSheet.parse({
    clipId,
    timing: {
      durationMs: line.durationMs,
      phrasesMs: line.phrasesMs,
      levels: Buffer.from(line.levels).toString('base64'),
    },
    cues: line.cues,
    fileSha256: await sha256OfFile(file),
    bytes: size,
  });
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return hash.digest('hex');
}
