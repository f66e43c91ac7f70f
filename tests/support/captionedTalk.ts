import { CaptionTalker } from '../../sfu/captions/CaptionTalker.ts';
import type { FromCaptioner, ToCaptioner } from '../../sfu/captions/captionMessages.ts';
import { CaptionLoad } from '../../sfu/captions/program/CaptionLoad.ts';
import { CaptionScheduler } from '../../sfu/captions/program/CaptionScheduler.ts';
import { Talker } from '../../sfu/captions/program/Talker.ts';
import { readOpusVoicing } from '../../sfu/voice/audioPacket.ts';
import { LevelTrack, SILENCE_DBOV } from '../../sfu/voice/LevelTrack.ts';
import { VoiceDetector } from '../../sfu/voice/VoiceDetector.ts';
import type { CaptionText } from '../../shared/media/captions.ts';
import { OpusAudio } from '../../transcription/OpusAudio.ts';
import type { Transcriber } from '../../transcription/Transcriber.ts';
import { levelsOf } from './spoken/levels.ts';
import { opusPacketsOf } from './spoken/opus.ts';

const PACKET_MS = 20;
const TICKS_PER_MS = 48;
/** Longer than the pause that ends a line. */
const TRAIL_MS = 2_000;

export interface MicrophoneSound {
  name: string;
  /** 48 kHz. */
  samples: Float32Array;
  /** When the microphone is turned on. */
  startsAtMs?: number;
  isLost?: (packet: number) => boolean;
}

export interface CaptionedLine extends CaptionText {
  name: string;
  /** Position in the microphone's sound. */
  fromMs: number;
  toMs: number;
}

/** Captions microphones of a room as the sfu and its captioning process do, without waiting for the time to pass. */
export async function captionedTalk(
  sounds: readonly MicrophoneSound[],
  transcriber: Transcriber,
): Promise<CaptionedLine[]> {
  let nowMs = 0;
  const lines: CaptionedLine[] = [];
  const microphones = new Map<string, Microphone>();
  const scheduler = new CaptionScheduler({
    transcriber,
    load: new CaptionLoad('live'),
    now: () => nowMs,
    send: message => {
      if (message.type === 'line') microphones.get(message.talkerId)?.takeLine(message);
    },
    onError: error => {
      throw error;
    },
    hang: { afterMs: Number.POSITIVE_INFINITY, onHung: () => {} },
  });
  for (const sound of sounds) {
    const talker = new Talker(sound.name, 'en', await OpusAudio.open(), () => nowMs);
    scheduler.add(talker);
    microphones.set(sound.name, new Microphone(sound, talker, line => lines.push(line)));
  }
  const all = [...microphones.values()];
  for (const endMs = Math.max(...all.map(({ endMs }) => endMs)); nowMs < endMs; nowMs += PACKET_MS) {
    for (const microphone of all) microphone.send(nowMs);
    await scheduler.run();
  }
  for (const microphone of all) microphone.close();
  await scheduler.run();
  return lines;
}

class Microphone {
  readonly endMs: number;
  readonly #sound: MicrophoneSound;
  readonly #packets: readonly Uint8Array[];
  readonly #levels: Uint8Array;
  readonly #track = new LevelTrack();
  readonly #detector = new VoiceDetector();
  readonly #captioned: CaptionTalker;
  readonly #onLine: (line: CaptionedLine) => void;
  #span = { fromMs: 0, toMs: 0 };

  constructor(sound: MicrophoneSound, talker: Talker, onLine: (line: CaptionedLine) => void) {
    this.#sound = sound;
    this.#packets = opusPacketsOf(sound.samples);
    this.#levels = levelsOf(sound.samples);
    this.#onLine = onLine;
    this.endMs = (sound.startsAtMs ?? 0) + this.#levels.length * PACKET_MS + TRAIL_MS;
    this.#captioned = new CaptionTalker({
      talkerId: sound.name,
      language: 'en',
      send: message => deliver(message, talker),
      onLine: line => this.#onLine({ ...line, name: sound.name, ...this.#span }),
    });
  }

  /** Sends the packet of this time, if there is one. */
  send(nowMs: number): void {
    const sequence = Math.round((nowMs - (this.#sound.startsAtMs ?? 0)) / PACKET_MS);
    const payload = this.#packets[sequence];
    const level = this.#levels[sequence];
    if (!payload || level === undefined || this.#sound.isLost?.(sequence)) return;
    const atMs = sequence * PACKET_MS;
    this.#captioned.take({ timestamp: atMs * TICKS_PER_MS, payload }, performance.now());
    const isVoiced = readOpusVoicing(payload);
    for (const frame of this.#track.take({ sequence, atMs, levelDbov: -level, isVoiced })) {
      const change = this.#detector.step({ ...frame, playedDbov: SILENCE_DBOV });
      if (change) this.#captioned.setVoice(change.state === 'speaking', change.sinceMs * TICKS_PER_MS);
    }
  }

  takeLine(message: Extract<FromCaptioner, { type: 'line' }>): void {
    this.#span = {
      fromMs: message.fromTimestamp / TICKS_PER_MS,
      toMs: message.toTimestamp / TICKS_PER_MS,
    };
    this.#captioned.takeLine(message);
  }

  close(): void {
    this.#captioned.close();
  }
}

function deliver(message: ToCaptioner, talker: Talker): void {
  if (message.type === 'packets') talker.take(message.packets);
  else if (message.type === 'voice') talker.setVoice(message.isSpeaking, message.timestamp);
  else if (message.type === 'end') talker.stop();
  else if (message.type === 'close') talker.close();
}
