import type { AudioCodec, VideoCodec } from 'mediabunny';
import { opusDecoderConfig } from '../../../shared/media/opus.ts';
import type { AppendFile } from './AppendFile.ts';

/** The library that writes WebM. Loading it takes a moment, and a node that never records starts without it. */
export type WebmLibrary = typeof import('mediabunny');

export function loadWebmLibrary(): Promise<WebmLibrary> {
  return import('mediabunny');
}

/** Opus in RTP is always described as stereo at 48 kHz, whatever is in the packets. */
export interface WebmAudioTrack {
  codec: 'opus';
  channels: number;
}

/** The size is that of the first frame; later ones may have another. */
export interface WebmVideoTrack {
  codec: 'vp8';
  width: number;
  height: number;
}

/** One packet of sound, or one frame. */
export interface WebmSample {
  data: Uint8Array;
  isKey: boolean;
  timeS: number;
  durationS: number;
}

/**
 * Players look for what they seek at the beginning of a cluster, and an entry for each is kept in memory until the end. These files are
 * written anew before anybody seeks in them, so that few are enough.
 */
const CLUSTER_S = 5;

/**
 * A WebM file of one track that only ever grows: it can be played up to wherever it ends. It ends when it is finished or abandoned.
 * Samples come in order, a key frame first.
 */
export class WebmFile {
  readonly #file: AppendFile;
  readonly #output: InstanceType<WebmLibrary['Output']>;
  readonly #add: (sample: WebmSample) => Promise<void>;
  readonly #onError: (error: unknown) => void;
  /** Of the last sample: they are taken in order. */
  #adding: Promise<unknown>;

  constructor(options: {
    library: WebmLibrary;
    file: AppendFile;
    track: WebmAudioTrack | WebmVideoTrack;
    onError: (error: unknown) => void;
  }) {
    const { library, file, track, onError } = options;
    this.#file = file;
    this.#onError = onError;
    this.#output = new library.Output({
      format: new library.WebMOutputFormat({ appendOnly: true, minimumClusterDuration: CLUSTER_S }),
      // Whole elements come in each piece, so that a file is cut between two of them.
      target: new library.StreamTarget(sinkTo(file)),
    });
    this.#add =
      track.codec === 'opus' ? this.#audioAdderFor(library, track) : this.#videoAdderFor(library, track);
    this.#adding = this.#output.start().catch(onError);
  }

  add(sample: WebmSample): void {
    if (this.#file.hasFailed) return;
    this.#adding = this.#add(sample).catch(this.#onError);
  }

  /** Resolves when the file has all that belongs to it; it is not closed by that. */
  async finish(): Promise<void> {
    await this.#adding;
    await (this.#file.hasFailed ? this.#output.cancel() : this.#output.finalize()).catch(this.#onError);
  }

  #audioAdderFor(library: WebmLibrary, { codec, channels }: WebmAudioTrack) {
    const source = new library.EncodedAudioPacketSource(codec satisfies AudioCodec);
    this.#output.addAudioTrack(source);
    const decoderConfig = opusDecoderConfig(channels);
    return (sample: WebmSample) => source.add(packetOf(library, sample), { decoderConfig });
  }

  #videoAdderFor(library: WebmLibrary, { codec, width, height }: WebmVideoTrack) {
    const source = new library.EncodedVideoPacketSource(codec satisfies VideoCodec);
    this.#output.addVideoTrack(source);
    const decoderConfig = { codec, codedWidth: width, codedHeight: height };
    return (sample: WebmSample) => source.add(packetOf(library, sample), { decoderConfig });
  }
}

function packetOf({ EncodedPacket }: WebmLibrary, { data, isKey, timeS, durationS }: WebmSample) {
  return new EncodedPacket(data, isKey ? 'key' : 'delta', timeS, durationS);
}

/** A file takes everything at once and writes it when it can. */
function sinkTo(file: AppendFile): WritableStream<{ data: Uint8Array }> {
  return new WritableStream(
    { write: ({ data }) => file.append(data, performance.now()) },
    new CountQueuingStrategy({ highWaterMark: 1_000 }),
  );
}
