import { vp8Payloads } from '../rtc/rtpStream.ts';
import { AUDIO, VIDEO } from './roomPlan.ts';

/** What one person sends, as RTP payloads. */
export interface SentMedia {
  /** Of the camera. */
  readonly layers: number;
  soundAt(index: number): Buffer;
  /** How loud that is, in dBov, as the packet's header says it. */
  levelAt(index: number): number;
  /** A frame in each layer, lowest first. */
  frameAt(index: number): readonly (readonly Buffer[])[];
}

/** Payloads that can be decoded, to be sent again and again. */
export interface LoopedClip {
  /** Of 20 ms each. */
  readonly sound: readonly Uint8Array[];
  /** How loud each 20 ms are said to be, from 0 to 127 dB below full scale; a level that wanders if absent. */
  readonly levels?: Uint8Array;
  /** Begins with a key frame. */
  readonly frames: readonly { isKey: boolean; payloads: readonly Uint8Array[] }[];
}

const wanderingLevel = (index: number) => -20 - (index % 30);

/** Noise of the sizes in `VIDEO` and `AUDIO`, which no one can decode. */
export function noiseMedia(): SentMedia {
  const sound = Buffer.alloc(AUDIO.bytesPerPacket, 7);
  return {
    layers: VIDEO.layers.length,
    soundAt: () => sound,
    levelAt: wanderingLevel,
    frameAt: index => {
      const pictureId = index + 1;
      const key = index % VIDEO.framesPerKeyFrame === 0;
      return VIDEO.layers.map(({ packetsPerFrame, bytesPerPacket }) =>
        vp8Payloads({ packets: packetsPerFrame, bytesPerPacket, pictureId, key }),
      );
    },
  };
}

/** The clip as the upper one of two layers. The lower one is noise, for a person with a slow connection. */
export function loopedMedia({ sound, levels, frames }: LoopedClip): SentMedia {
  const sounds = sound.map(payload => Buffer.from(payload));
  const pictures = frames.map(({ isKey, payloads }) => ({
    isKey,
    payloads: payloads.map(payload => Buffer.from(payload)),
  }));
  const [{ packetsPerFrame, bytesPerPacket }] = VIDEO.layers;
  return {
    layers: 2,
    soundAt: index => sounds[index % sounds.length] ?? Buffer.of(),
    levelAt: levels ? index => -(levels[index % levels.length] ?? 127) : wanderingLevel,
    frameAt: index => {
      const picture = pictures[index % pictures.length];
      const key = picture?.isKey ?? false;
      const lower = vp8Payloads({ packets: packetsPerFrame, bytesPerPacket, pictureId: index + 1, key });
      return [lower, picture?.payloads ?? []];
    },
  };
}
