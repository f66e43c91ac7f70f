import type { AudioCodec, VideoCodec } from 'mediabunny';
import { opusDecoderConfig } from '../../../shared/media/opus.ts';
import type { AppendFile } from './AppendFile.ts';

/** The WebM library. It is loaded with the first recording, because loading takes a moment. */
export type WebmLibrary = typeof import('mediabunny');

export function loadWebmLibrary(): Promise<WebmLibrary> {
  return import('mediabunny');
}

type WebmAudioTrack = { codec: 'opus'; channels: number };

/** `width` and `height` are those of the first frame. Later frames may have other sizes. */
type WebmVideoTrack = { codec: 'vp8'; width: number; height: number };

type WebmSample = { data: Uint8Array; isKey: boolean; timeS: number; durationS: number };

/** Minimum length of a WebM cluster. Long clusters save memory: the library keeps an entry for each. */
const CLUSTER_S = 5;

/** A WebM file with one track, playable even if truncated. Takes samples in order, a key frame first. */
export class WebmFile {
  readonly #file: AppendFile;
  readonly #output: InstanceType<WebmLibrary['Output']>;
  readonly #add: (sample: WebmSample) => Promise<void>;
  readonly #onError: (error: unknown) => void;
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
      // Writes only complete elements, so that a file is never cut inside one.
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

  /** Completes the file, but doesn't close it. */
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

function sinkTo(file: AppendFile): WritableStream<{ data: Uint8Array }> {
  return new WritableStream(
    { write: ({ data }) => file.append(data, performance.now()) },
    new CountQueuingStrategy({ highWaterMark: 1_000 }),
  );
}
