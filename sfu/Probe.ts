import type { types } from 'mediasoup';
import { AppError } from '../shared/errors.ts';
import { ProducerId } from '../shared/ids.ts';
import type { MediaResult } from '../shared/media/mediaPlane.ts';
import type { OpaqueMedia } from '../shared/media/peerMedia.ts';
import type { MediaWorker } from './MediaWorker.ts';
import { decodeDtlsParameters, decodeRtpParameters } from './rtpSchemas.ts';
import {
  createWebRtcTransport,
  limitIncomingBitrate,
  rejectInvalid,
  transportOptionsOf,
} from './transports.ts';

const PROBE_LIFETIME_MS = 20_000;

type ProbeOptions = { worker: MediaWorker; protocol: 'udp' | 'tcp'; onClosed: (probe: Probe) => void };

/** A connection test: a transport outside any room that takes one silent track. Closes after 20 s, or with its worker. */
export class Probe {
  readonly probeId: string;
  readonly #router: types.Router;
  readonly #transport: types.WebRtcTransport;
  readonly #onClosed: ProbeOptions['onClosed'];
  readonly #timer: NodeJS.Timeout;
  #connecting: Promise<void> | undefined;
  #producing: Promise<ProducerId> | undefined;
  #closed = false;

  static async create(options: ProbeOptions): Promise<Probe> {
    const router = await options.worker.createRouter();
    try {
      const transport = await createWebRtcTransport(
        { router, webRtcServer: options.worker.webRtcServer },
        { udp: options.protocol === 'udp', tcp: options.protocol === 'tcp' },
      );
      await limitIncomingBitrate(transport);
      return new Probe(router, transport, options);
    } catch (error) {
      router.close();
      throw error;
    }
  }

  private constructor(router: types.Router, transport: types.WebRtcTransport, { onClosed }: ProbeOptions) {
    this.probeId = transport.id;
    this.#router = router;
    this.#transport = transport;
    this.#onClosed = onClosed;
    this.#timer = setTimeout(() => this.close(), PROBE_LIFETIME_MS);
    router.on('workerclose', () => this.close());
  }

  options(): Pick<MediaResult<'probe.create'>, 'probeId' | 'rtpCapabilities' | 'transport'> {
    return {
      probeId: this.probeId,
      rtpCapabilities: { ...this.#router.rtpCapabilities },
      transport: transportOptionsOf(this.#transport),
    };
  }

  /** Connects the transport. A repeated call only waits for the first call. */
  connect(opaque: OpaqueMedia): Promise<void> {
    const dtlsParameters = decodeDtlsParameters(opaque);
    this.#connecting ??= this.#rejectInvalid('connection', () => this.#transport.connect({ dtlsParameters }));
    return this.#connecting;
  }

  /** Creates the test's only track. A repeated call returns the first producer. */
  produce(opaque: OpaqueMedia): Promise<ProducerId> {
    const rtpParameters = decodeRtpParameters(opaque);
    this.#producing ??= this.#rejectInvalid('track', async () => {
      const producer = await this.#transport.produce({ kind: 'audio', rtpParameters });
      return ProducerId.parse(producer.id);
    });
    return this.#producing;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#router.close();
    this.#onClosed(this);
  }

  #rejectInvalid<T>(what: string, act: () => Promise<T>): Promise<T> {
    return rejectInvalid(what, () => this.#closed && AppError.notFound('connection test', this.probeId), act);
  }
}
