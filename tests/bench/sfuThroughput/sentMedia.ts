import { vp8Payloads } from '../rtc/rtpStream.ts';
import { AUDIO, VIDEO } from './roomPlan.ts';

/** RTP payloads of one person. */
export interface SentMedia {
  /** Number of camera layers. */
  readonly layers: number;
  soundAt(index: number): Buffer;
  /** Audio level in dBov for the packet's header. */
  levelAt(index: number): number;
  /** A frame in each layer, lowest first. */
  frameAt(index: number): readonly (readonly Buffer[])[];
}

/** Decodable payloads, to be sent repeatedly. */
export interface LoopedClip {
  /** Packets of 20 ms. */
  readonly sound: readonly Uint8Array[];
  /** Level of each 20 ms, 0 to 127 dB below full scale; absent: a varying level. */
  readonly levels?: Uint8Array;
  /** Starts with a key frame. */
  readonly frames: readonly { isKey: boolean; payloads: readonly Uint8Array[] }[];
}

const wanderingLevel = (index: number) => -20 - (index % 30);

/** Undecodable noise of the sizes in `VIDEO` and `AUDIO`. */
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

/** The clip as the upper of two layers. The lower one is noise, for slow connections. */
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
