import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { createWorker, type types } from 'mediasoup';
import { ROOM_CODECS } from '../shared/media/codecs.ts';
import { type MediaConfig, SfuStartError } from './config.ts';

interface MediaWorkerOptions {
  /** Position in the pool; decides the port. A replacement takes over the dead worker's index. */
  index: number;
  config: MediaConfig;
  onDied: (worker: MediaWorker) => void;
}

/** A room adds at least this many transports to the load, because its participants are about to join. */
const EXPECTED_TRANSPORTS = 4;

/** One mediasoup process. `onDied` is called when the process dies unexpectedly, not on `close`. */
export class MediaWorker {
  readonly index: number;
  readonly processId: number;
  readonly webRtcServer: types.WebRtcServer;
  readonly #worker: types.Worker;
  readonly #transportCounts = new Map<types.Router, number>();

  static async create({ index, config, onDied }: MediaWorkerOptions): Promise<MediaWorker> {
    const worker = await startProcess(config);
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfosOf(config, index) });
      const mediaWorker = new MediaWorker(index, worker, webRtcServer);
      worker.on('died', () => onDied(mediaWorker));
      return mediaWorker;
    } catch (error) {
      worker.close();
      throw explainListenError(error, config, index);
    }
  }

  private constructor(index: number, worker: types.Worker, webRtcServer: types.WebRtcServer) {
    this.index = index;
    this.processId = worker.pid;
    this.webRtcServer = webRtcServer;
    this.#worker = worker;
  }

  /** Number of open and expected transports. Rooms are created where this number is lowest. */
  get load(): number {
    let load = 0;
    for (const count of this.#transportCounts.values()) load += Math.max(count, EXPECTED_TRANSPORTS);
    return load;
  }

  async createRouter(): Promise<types.Router> {
    const router = await this.#worker.createRouter({ mediaCodecs: ROOM_CODECS.map(codec => ({ ...codec })) });
    this.#transportCounts.set(router, 0);
    router.observer.on('close', () => this.#transportCounts.delete(router));
    router.observer.on('newtransport', transport => {
      this.#count(router, 1);
      transport.observer.on('close', () => this.#count(router, -1));
    });
    return router;
  }

  dump(): Promise<types.WorkerDump> {
    return this.#worker.dump();
  }

  async close(): Promise<void> {
    if (this.#worker.subprocessClosed) return;
    const ended = new Promise<void>(resolve => this.#worker.once('subprocessclose', () => resolve()));
    this.#worker.close();
    await ended;
  }

  #count(router: types.Router, change: 1 | -1): void {
    const count = this.#transportCounts.get(router);
    if (count !== undefined) this.#transportCounts.set(router, count + change);
  }
}

async function startProcess(config: MediaConfig): Promise<types.Worker> {
  const before = signalListeners();
  try {
    const starting = createWorker({
      logLevel: 'warn',
      ...(config.workerBin ? { workerBin: config.workerBin } : {}),
    });
    removeSignalListenersSince(before);
    return await starting;
  } catch (error) {
    throw new SfuStartError(
      'The mediasoup worker does not start: run "npm start" to have it set up, or correct MEDIASOUP_WORKER_BIN.',
      error,
    );
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

function signalListeners() {
  return SIGNALS.map(signal => new Set<unknown>(process.listeners(signal)));
}

/** Removes mediasoup's signal handlers, because they would end interviews that a drain waits for. */
function removeSignalListenersSince(before: ReturnType<typeof signalListeners>): void {
  SIGNALS.forEach((signal, index) => {
    for (const listener of process.listeners(signal))
      if (!before[index]?.has(listener)) process.removeListener(signal, listener);
  });
}

function explainListenError(error: unknown, config: MediaConfig, index: number): unknown {
  const message = error instanceof Error ? error.message : '';
  const port = config.portMin + index;
  if (/in use/i.test(message))
    return new SfuStartError(
      `Media port ${port} is in use by another program: stop that one, or choose other ports with SFU_PORT_MIN, for example SFU_PORT_MIN=${port < 60_000 ? port + 1_000 : 40_000}.`,
      error,
    );
  if (/permission|EACCES/i.test(message))
    return new SfuStartError(
      `Media port ${port} may not be used by this user: set SFU_PORT_MIN above 1023.`,
      error,
    );
  if (/not available|EADDRNOTAVAIL|bind/i.test(message))
    return new SfuStartError(
      `Media cannot be received on ${config.listenIp}: set SFU_LISTEN_IP to an address of this machine or leave it out.`,
      error,
    );
  return error;
}

type Interfaces = Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>;

/**
 * Requested size of a socket's kernel buffer, which the kernel limits to `net.core.rmem_max`. While a worker
 * isn't running, packets wait in it. The default of 208 KB overflows after 40 ms with ten rooms.
 */
const UDP_BUFFER_BYTES = 4 * 1024 * 1024;

/** Each address adds two ICE candidates, of which mediasoup allows at most 32. */
const ADDRESSES_MAX = 12;

/**
 * Returns one UDP and one TCP socket if an address is announced. Otherwise, returns both for each address of
 * the machine, so that browsers on every connected network find an ICE candidate. UDP comes first, because
 * browsers prefer the first candidate.
 */
export function listenInfosOf(
  config: MediaConfig,
  workerIndex: number,
  interfaces: Interfaces = networkInterfaces(),
): types.TransportListenInfo[] {
  const port = config.portMin === 0 ? 0 : config.portMin + workerIndex;
  const { announcedAddress } = config;
  const sockets = announcedAddress
    ? [{ ip: config.listenIp, announcedAddress }]
    : addressesOf(config.listenIp, interfaces).map(ip => ({ ip }));
  const buffers = { recvBufferSize: UDP_BUFFER_BYTES, sendBufferSize: UDP_BUFFER_BYTES };
  return (['udp', 'tcp'] as const).flatMap(protocol =>
    sockets.map(socket => ({ protocol, ...socket, port, ...(protocol === 'udp' && buffers) })),
  );
}

function addressesOf(listenIp: string, interfaces: Interfaces): string[] {
  if (listenIp !== '0.0.0.0' && listenIp !== '::') return [listenIp];
  const usable = Object.values(interfaces)
    .flatMap(addresses => addresses ?? [])
    .filter(({ family, scopeid }) => family === 'IPv4' || (listenIp === '::' && !scopeid))
    .sort((a, b) => Number(a.internal) - Number(b.internal));
  const addresses = [...new Set(usable.map(({ address }) => address))];
  // Keeps loopback, which sorts last, because a browser on this machine can always reach it.
  return addresses.length <= ADDRESSES_MAX
    ? addresses
    : [...addresses.slice(0, ADDRESSES_MAX - 1), ...addresses.slice(-1)];
}
