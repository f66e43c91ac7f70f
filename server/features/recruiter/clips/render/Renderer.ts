import path from 'node:path';
import { AppError } from '../../../../../shared/errors.ts';
import type { ClipId, ClipSheet } from '../../../../../shared/recruiter/clip.ts';
import { ClipError } from '../clipError.ts';
import type { ClipWish } from '../clipWish.ts';
import { FRAME_MS } from './avatar/avatarSize.ts';
import { AvatarPainter } from './avatar/drawAvatar.ts';
import { posesOfSilence } from './avatar/silentPoses.ts';
import { posesOfSpeech } from './avatar/speakingPoses.ts';
import { type ClipContent, clipSheet } from './clipSheet.ts';
import { type AvatarClip, encodeAvatar, writeSound } from './encoding/encodeAvatar.ts';
import { encodeRecording } from './recording/encodeRecording.ts';
import { probeRecording, requireDone } from './recording/probeRecording.ts';
import { recordedLine } from './recording/recordedLine.ts';
import { recordingInput } from './recording/recordingInput.ts';
import { refuseRecording } from './recording/recordingRefusal.ts';
import { recordingSound } from './recording/recordingSound.ts';
import { CLIP_FILE, type RenderJob } from './renderJob.ts';
import { levelsOf } from './sound/levels.ts';
import { normalLoudness } from './sound/normalLoudness.ts';
import { SAMPLES_PER_MS, samplesOf } from './sound/soundRate.ts';
import { compileFlite, Flite } from './speech/flite.ts';
import { fliteSentence } from './speech/fliteSentence.ts';
import { SERVICE_SPEED } from './speech/pace.ts';
import type { SentenceSound } from './speech/sentenceSound.ts';
import type { Sentence } from './speech/sentences.ts';
import { serviceSentence } from './speech/serviceSentence.ts';
import { serviceSpeech } from './speech/serviceSpeech.ts';
import { speakLine } from './speech/speakLine.ts';

type Line = Extract<ClipWish, { kind: 'line' }>;
type Recording = Extract<ClipWish, { kind: 'recording' }>;

/** Makes clips. What all of them need, the compiled synthesiser and the drawn avatar, is made for the first one and kept. */
export class Renderer {
  #flite: WebAssembly.Module | undefined;
  #painter: AvatarPainter | undefined;

  /** Writes the clip into the job's folder and describes it. Rejects with a `ClipError` for every reason that is known. */
  async render(job: RenderJob, signal: AbortSignal): Promise<ClipSheet> {
    const content = await this.#renderWish(job, signal);
    return clipSheet(job.clipId, content, path.join(job.folder, CLIP_FILE));
  }

  #renderWish(job: RenderJob, signal: AbortSignal): Promise<ClipContent> {
    switch (job.wish.kind) {
      case 'line':
        return this.#renderLine(job, job.wish, signal);
      case 'silent':
        return this.#renderSilence(job, job.wish.clip, signal);
      case 'recording':
        return this.#renderRecording(job, job.wish, signal);
    }
  }

  async #renderLine(job: RenderJob, wish: Line, signal: AbortSignal): Promise<ClipContent> {
    const line = await speakLine(wish.text, wish.pace, await this.#speaker(job, wish));
    const samples = normalLoudness(line.samples);
    return this.#renderSpeech(job, { ...line, samples, levels: levelsOf(samples) }, signal);
  }

  async #speaker(
    { speech, folder }: RenderJob,
    { voice, pace }: Line,
  ): Promise<(sentence: Sentence) => Promise<SentenceSound>> {
    const { service } = speech;
    if (service)
      return async sentence => {
        const written = sentence.words.map(word => word.written).join(' ');
        return serviceSentence(sentence, await serviceSpeech(service, written, SERVICE_SPEED[pace]));
      };
    this.#flite ??= await compileFlite();
    const flite = new Flite(this.#flite, folder);
    return async sentence => fliteSentence(flite, sentence, voice, pace);
  }

  async #renderSilence(
    job: RenderJob,
    clip: Parameters<typeof posesOfSilence>[0],
    signal: AbortSignal,
  ): Promise<ClipContent> {
    const poses = posesOfSilence(clip);
    const durationMs = poses.length * FRAME_MS;
    const samples = new Float32Array(samplesOf(durationMs));
    const content = { durationMs, phrasesMs: [0], levels: levelsOf(samples), cues: [] };
    await this.#encodeAvatar(job, { ...content, poses, samples }, signal);
    return content;
  }

  async #renderRecording(job: RenderJob, wish: Recording, signal: AbortSignal): Promise<ClipContent> {
    if (job.recordingFile === undefined) throw new ClipError('recording-missing');
    try {
      const input = await recordingInput(job.recordingFile);
      if (!input) throw refuseRecording('not-media');
      const { seconds, hasPicture } = await probeRecording(input, signal);
      const line = recordedLine(await recordingSound(input, seconds, signal), wish.text);
      if (!hasPicture) return await this.#renderSpeech(job, line, signal);
      const files = filesOf(job);
      await writeSound(files.soundFile, line.samples, line.durationMs);
      requireDone(await encodeRecording(input, line, files, signal));
      return line;
    } catch (error) {
      throw error instanceof AppError ? new ClipError('recording-unusable', error) : error;
    }
  }

  /** The avatar says it. */
  async #renderSpeech(
    job: RenderJob,
    speech: Omit<ClipContent, 'durationMs'> &
      Pick<AvatarClip, 'samples'> &
      Pick<Parameters<typeof posesOfSpeech>[0], 'phones'>,
    signal: AbortSignal,
  ): Promise<ClipContent> {
    const { samples, phrasesMs, levels, cues, phones } = speech;
    const durationMs = samples.length / SAMPLES_PER_MS;
    const seed = seedOf(job.clipId);
    const poses = posesOfSpeech({ durationMs, levels, phrasesMs, seed, ...(phones && { phones }) });
    await this.#encodeAvatar(job, { durationMs, phrasesMs, poses, samples }, signal);
    return { durationMs, phrasesMs, levels, cues };
  }

  async #encodeAvatar(job: RenderJob, clip: AvatarClip, signal: AbortSignal): Promise<void> {
    this.#painter ??= new AvatarPainter();
    await encodeAvatar(this.#painter, clip, filesOf(job), signal);
  }
}

function filesOf({ folder }: RenderJob): { soundFile: string; webmFile: string } {
  return { soundFile: path.join(folder, 'sound.f32'), webmFile: path.join(folder, CLIP_FILE) };
}

/** The same clip moves in the same way whoever renders it. */
function seedOf(clipId: ClipId): number {
  return Number.parseInt(clipId.slice(0, 8), 16);
}
