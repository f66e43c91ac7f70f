import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import { preSkipMsOf, readOpusPacket, silentOpusPacket } from '../../shared/media/opus.ts';
import { PAYLOAD_MAX_BYTES, payloadBytesOf, readVp8Frame, writePieces } from '../../shared/media/vp8.ts';
import { readWebm, type WebmStream } from '../../shared/media/webm.ts';
import { CLIP_LIMITS, type ClipId, type ClipTiming } from '../../shared/recruiter/clip.ts';
import { AUDIO_PACKET_MS, Clip, SILENT_LEVEL } from './Clip.ts';

type ClipFile = { clipId: ClipId; timing: ClipTiming; bytes: Buffer };

/** Limits how far packet times may be off. WebM rounds to milliseconds, and encoders may start early. */
const TIME_TOLERANCE_MS = 15;
/** Audio and video may be shorter than the clip's declared length by this much. */
const MISSING_MAX_MS = 500;
const LENGTH_MIN_MS = 100;
const FIRST_FRAME_LATEST_MS = 200;
const FRAME_MAX_BYTES = 1024 * 1024;
const AUDIO_PACKETS_MAX = CLIP_LIMITS.durationMs / AUDIO_PACKET_MS + 100;
const FRAMES_MAX = (CLIP_LIMITS.durationMs / 1_000) * 60;

/** Reads a WebM file with VP8 and Opus. Throws `invalid` with the reason in `details.reason` for any other file. */
export async function readClip({ clipId, timing, bytes }: ClipFile): Promise<Clip> {
  const { lengthMs, levels } = readTiming(timing);
  const { audio, video, preSkipMs } = await readTracks(bytes);
  const packets = audioOf(audio, lengthMs);
  const frames = videoOf(video, (audio[0]?.timeMs ?? 0) - preSkipMs, lengthMs);

  const payloads = Buffer.allocUnsafeSlow(
    packets.reduce((sum, packet) => sum + packet.byteLength, 0) +
      frames.reduce((sum, { data }) => sum + payloadBytesOf(data.byteLength), 0),
  );
  const audioStarts = new Uint32Array(packets.length + 1);
  let at = 0;
  packets.forEach((packet, index) => {
    payloads.set(packet, at);
    at += packet.byteLength;
    audioStarts[index + 1] = at;
  });
  const firstPieces = new Uint32Array(frames.length + 1);
  const pieceStarts = [at];
  frames.forEach(({ data }, index) => {
    at = writePieces(data, payloads, at, endsAt => pieceStarts.push(endsAt));
    firstPieces[index + 1] = pieceStarts.length - 1;
  });
  return new Clip({
    clipId,
    phrasesMs: timing.phrasesMs,
    media: {
      payloads,
      audioStarts,
      levels: Uint8Array.from(packets, (_, index) => levels[index] ?? SILENT_LEVEL),
      frameTimesMs: Float64Array.from(frames, ({ timeMs }) => timeMs),
      frameIsKey: Uint8Array.from(frames, ({ isKey }) => Number(isKey)),
      firstPieces,
      pieceStarts: Uint32Array.from(pieceStarts),
    },
  });
}

type Packet = WebmStream['packets'][number];

function readTiming({ durationMs, phrasesMs, levels }: ClipTiming): { lengthMs: number; levels: Buffer } {
  if (durationMs < LENGTH_MIN_MS) throw noClip('it is too short');
  const ascends = phrasesMs.every((phraseMs, index) => index === 0 || phraseMs > (phrasesMs[index - 1] ?? 0));
  if (phrasesMs[0] !== 0 || !ascends || (phrasesMs.at(-1) ?? 0) >= durationMs)
    throw noClip('its phrases do not ascend from its beginning to its end');
  const decoded = Buffer.from(levels, 'base64');
  if (decoded.some(level => level > SILENT_LEVEL)) throw noClip('its levels are no levels');
  return { lengthMs: Math.ceil(durationMs / AUDIO_PACKET_MS) * AUDIO_PACKET_MS, levels: decoded };
}

async function readTracks(
  bytes: Uint8Array,
): Promise<{ audio: Packet[]; video: Packet[]; preSkipMs: number }> {
  const reading = readWebm(bytes, FRAMES_MAX + 1);
  let step = reading.next();
  for (; !step.done; step = reading.next()) await nextTurn();
  if (!step.value) throw noClip('it cannot be read as WebM');
  const [audio, ...moreAudio] = step.value.filter(({ codec }) => codec.startsWith('A_'));
  const [video, ...moreVideo] = step.value.filter(({ codec }) => codec.startsWith('V_'));
  if (audio?.codec !== 'A_OPUS') throw noClip('it has no Opus sound');
  if (video?.codec !== 'V_VP8') throw noClip('it has no VP8 picture');
  if (moreAudio.length + moreVideo.length > 0) throw noClip('it has more than one sound or picture');
  if (audio.channels > 2) throw noClip('it has more than two channels');
  if (audio.packets.length > AUDIO_PACKETS_MAX || video.packets.length > FRAMES_MAX)
    throw noClip('it is too long');
  return { audio: audio.packets, video: video.packets, preSkipMs: preSkipMsOf(audio.codecPrivate) };
}

/** Returns packets for exactly `lengthMs`: cuts longer audio, and adds silence to shorter audio. */
function audioOf(packets: readonly Packet[], lengthMs: number): Uint8Array[] {
  const firstMs = packets[0]?.timeMs ?? 0;
  packets.forEach(({ timeMs, data }, index) => {
    if (readOpusPacket(data)?.lengthMs !== AUDIO_PACKET_MS || data.byteLength > PAYLOAD_MAX_BYTES)
      throw noClip('its sound is not in packets of 20 ms');
    if (Math.abs(timeMs - firstMs - index * AUDIO_PACKET_MS) > TIME_TOLERANCE_MS)
      throw noClip('its sound has gaps');
  });
  if (packets.length === 0 || packets.length * AUDIO_PACKET_MS < lengthMs - MISSING_MAX_MS)
    throw noClip('its sound is shorter than the clip');
  const silence = silentOpusPacket(AUDIO_PACKET_MS, false);
  return Array.from({ length: lengthMs / AUDIO_PACKET_MS }, (_, index) => packets[index]?.data ?? silence);
}

interface Frame extends Packet {
  isKey: boolean;
}

/** Returns the frames before `lengthMs`, with times from the start of the first audio packet. */
function videoOf(packets: readonly Packet[], audioStartsAtMs: number, lengthMs: number): Frame[] {
  const frames: Frame[] = [];
  for (const { timeMs, data } of packets) {
    const frame = readVp8Frame(data);
    if (!frame || data.byteLength > FRAME_MAX_BYTES) throw noClip('a frame of its picture is broken');
    const before = frames.at(-1)?.timeMs;
    const time = before === undefined ? firstFrameTime(timeMs - audioStartsAtMs) : timeMs - audioStartsAtMs;
    if (before !== undefined && time <= before) throw noClip('the frames of its picture are not in order');
    if (time < lengthMs) frames.push({ timeMs: time, data, isKey: frame.isKey });
  }
  if (!frames[0]?.isKey) throw noClip('its picture does not begin with a key frame');
  if ((frames.at(-1)?.timeMs ?? 0) < lengthMs - MISSING_MAX_MS)
    throw noClip('its picture is shorter than the clip');
  return frames;
}

function firstFrameTime(timeMs: number): number {
  if (timeMs < -TIME_TOLERANCE_MS || timeMs > FIRST_FRAME_LATEST_MS)
    throw noClip('its sound and its picture do not begin together');
  return Math.max(0, timeMs);
}

function noClip(reason: string): AppError {
  return AppError.refused(`This is no clip that can be played: ${reason}.`, { reason });
}
