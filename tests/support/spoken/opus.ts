import { execFileSync } from 'node:child_process';
import { readOpusVoicing } from '../../../sfu/voice/audioPacket.ts';
import { SAMPLE_RATE } from './sound.ts';
import { toInt16 } from './wav.ts';

/** Ogg page (RFC 3533): header, lengths of segments, segments. */
const PAGE_HEADER_BYTES = 27;
const SEGMENT_MAX_BYTES = 255;
/** Two header packets precede the sound (RFC 7845). */
const HEADER_PACKETS = 2;

/** Encodes as a browser does for our microphones (`client/core/media/encodings.ts`): one packet for each 20 ms. */
export function opusPacketsOf(samples: Float32Array): Uint8Array[] {
  const input = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', '-'];
  const output = [
    '-c:a',
    'libopus',
    '-application',
    'voip',
    '-b:a',
    '48k',
    '-frame_duration',
    '20',
    '-fec',
    '1',
  ];
  const ogg = execFileSync('ffmpeg', ['-v', 'error', ...input, ...output, '-f', 'ogg', '-'], {
    input: new Uint8Array(toInt16(samples).buffer),
    maxBuffer: 100_000_000,
  });
  return packetsIn(ogg).slice(HEADER_PACKETS);
}

/** For each 20 ms: whether the encoder found a pitch. */
export function voicingOf(samples: Float32Array): (boolean | undefined)[] {
  return opusPacketsOf(samples).map(readOpusVoicing);
}

function packetsIn(ogg: Buffer): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  for (let at = 0; at + PAGE_HEADER_BYTES <= ogg.length; ) {
    const lengths = ogg.subarray(at + PAGE_HEADER_BYTES, at + PAGE_HEADER_BYTES + (ogg[at + 26] ?? 0));
    at += PAGE_HEADER_BYTES + lengths.length;
    for (const length of lengths) {
      parts.push(ogg.subarray(at, at + length));
      at += length;
      if (length === SEGMENT_MAX_BYTES) continue;
      packets.push(Buffer.concat(parts));
      parts = [];
    }
  }
  return packets;
}
