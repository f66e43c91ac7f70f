import { isDeepStrictEqual } from 'node:util';
import type { types } from 'mediasoup';
import { AppError } from '../shared/errors.ts';
import { TransportId } from '../shared/ids.ts';
import type { OpaqueMedia, TransportOptions } from '../shared/media/peerMedia.ts';
import { type DtlsParameters, decodeDtlsParameters } from './rtpSchemas.ts';
import {
  createWebRtcTransport,
  limitIncomingBitrate,
  type RouterWithPorts,
  rejectInvalid,
  transportOptionsOf,
} from './transports.ts';

export type Direction = 'send' | 'receive';

interface PeerTransportOptions {
  router: RouterWithPorts;
  direction: Direction;
  onState: (state: 'connected' | 'lost') => void;
  /** Called when the client ends the connection, but not when this side closes the transport. */
  onEnded: () => void;
}

/** One direction of a peer's media. Closes on request, with its router, or when the client disconnects. */
export class PeerTransport {
  readonly transportId: TransportId;
  readonly direction: Direction;
  readonly transport: types.WebRtcTransport;
  readonly #options: PeerTransportOptions;
  #state: 'new' | 'connected' | 'lost' = 'new';
  #connecting: { dtlsParameters: DtlsParameters; done: Promise<void> } | undefined;

  static async create(options: PeerTransportOptions): Promise<PeerTransport> {
    const transport = await createWebRtcTransport(options.router, { udp: true, tcp: true });
    if (options.direction === 'send') await limitIncomingBitrate(transport);
    return new PeerTransport(transport, options);
  }

  private constructor(transport: types.WebRtcTransport, options: PeerTransportOptions) {
    this.transportId = TransportId.parse(transport.id);
    this.direction = options.direction;
    this.transport = transport;
    this.#options = options;
    transport.on('icestatechange', () => this.#update());
    transport.on('dtlsstatechange', () => this.#update());
  }

  get closed(): boolean {
    return this.transport.closed;
  }

  options(): TransportOptions {
    return transportOptionsOf(this.transport);
  }

  /** Connects the transport. May be repeated with the same parameters, even while the first call runs. */
  async connect(opaque: OpaqueMedia): Promise<void> {
    const dtlsParameters = decodeDtlsParameters(opaque);
    if (!this.#connecting) {
      const done = rejectInvalid(
        'connection',
        () => this.#goneError(),
        () => this.transport.connect({ dtlsParameters }),
      );
      this.#connecting = { dtlsParameters, done };
      done.catch(() => {
        this.#connecting = undefined;
      });
    } else if (!isDeepStrictEqual(this.#connecting.dtlsParameters, dtlsParameters)) {
      throw AppError.refused('This transport is already connected with other parameters.');
    }
    await this.#connecting.done;
  }

  async restartIce(): Promise<OpaqueMedia> {
    const iceParameters = await rejectInvalid(
      'ICE restart',
      () => this.#goneError(),
      () => this.transport.restartIce(),
    );
    return { ...iceParameters };
  }

  #goneError(): AppError | false {
    return this.closed && AppError.notFound('transport', this.transportId);
  }

  close(): void {
    this.transport.close();
  }

  #update(): void {
    const { iceState, dtlsState } = this.transport;
    if (this.closed) return;
    if (dtlsState === 'closed' || dtlsState === 'failed') this.#options.onEnded();
    else if (iceState === 'disconnected') this.#enter('lost');
    else if (dtlsState === 'connected' && (iceState === 'connected' || iceState === 'completed'))
      this.#enter('connected');
  }

  #enter(state: 'connected' | 'lost'): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
