import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { AppError, errorToReply } from '../../shared/errors.ts';
import {
  CONTROL_AUDIENCE,
  CONTROL_FRAME_MAX_BYTES,
  CONTROL_PATH,
  type ControlClientToServer,
  type ControlReply,
  type ControlServerToClient,
  OTHER_NODE,
} from '../../shared/media/controlChannel.ts';
import { MEDIA_REQUESTS, type MediaParams, type MediaRequestName } from '../../shared/media/mediaPlane.ts';
import { SfuStartError } from '../config.ts';
import type { MediaService } from '../MediaService.ts';

interface ControlServerOptions {
  service: MediaService;
  secret: string;
  host: string;
  port: number;
  logger: Logger;
}

/** A server that reconnects within this time receives the events that it missed. */
const RECOVERY_MS = 10_000;

export class ControlServer {
  readonly port: number;
  readonly #http: HttpServer;
  readonly #io: Server<ControlClientToServer, ControlServerToClient>;
  readonly #service: MediaService;
  readonly #logger: Logger;
  readonly #unsubscribe: () => void;

  static async create(options: ControlServerOptions): Promise<ControlServer> {
    const { service } = options;
    const http = createServer((request, response) => {
      const live = request.url === '/livez' && request.method === 'GET';
      response.writeHead(live ? (service.ready() || service.draining ? 200 : 503) : 404).end();
    });
    await listen(http, options.host, options.port);
    return new ControlServer(http, options);
  }

  private constructor(http: HttpServer, options: ControlServerOptions) {
    const { service, secret, logger } = options;
    this.port = (http.address() as AddressInfo).port;
    this.#http = http;
    this.#service = service;
    this.#logger = logger;
    this.#io = new Server(http, {
      path: CONTROL_PATH,
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: CONTROL_FRAME_MAX_BYTES,
      pingInterval: 2_000,
      pingTimeout: 3_000,
      connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS, skipMiddlewares: false },
    });
    const key = new TextEncoder().encode(secret);
    this.#io.use((socket, next) => {
      const { token, nodeId } = socket.handshake.auth;
      verify(token, key).then(
        () => next(nodeId === service.nodeId ? undefined : new Error(OTHER_NODE)),
        next,
      );
    });
    this.#io.on('connection', socket => {
      logger.info({ socketId: socket.id, recovered: socket.recovered }, 'server connected');
      socket.emit('node.state', { nodeId: service.nodeId, rooms: service.roomRefs });
      socket.on('request', (name, params, acknowledge) => {
        if (typeof acknowledge === 'function') void this.#answer(name, params).then(acknowledge);
      });
      socket.on('disconnect', reason => logger.info({ socketId: socket.id, reason }, 'server disconnected'));
    });
    this.#unsubscribe = service.subscribe(event => this.#io.emit('media.event', event));
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#io.close();
    this.#http.closeAllConnections();
  }

  async #answer(name: unknown, params: unknown): Promise<ControlReply> {
    try {
      if (!isRequestName(name)) throw AppError.refused('There is no such media request.');
      // The cast is safe, because `request` validates the parameters.
      return { ok: true, result: await this.#service.request(name, params as MediaParams<typeof name>) };
    } catch (error) {
      if (!(error instanceof AppError))
        this.#logger.error({ request: name, err: error }, 'media request failed');
      return { ok: false, error: errorToReply(error) };
    }
  }
}

async function verify(token: unknown, key: Uint8Array): Promise<void> {
  if (typeof token !== 'string')
    throw AppError.refused('A media token is missing.', undefined, 'unauthenticated');
  await jwtVerify(token, key, { algorithms: ['HS256'], audience: CONTROL_AUDIENCE, clockTolerance: 60 });
}

function isRequestName(name: unknown): name is MediaRequestName {
  return typeof name === 'string' && Object.hasOwn(MEDIA_REQUESTS, name);
}

async function listen(http: HttpServer, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(port, host, () => {
        http.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new SfuStartError(
      `Control port ${port} cannot be used (${error instanceof Error ? error.message : 'unknown reason'}): stop the program that uses it, or choose another with SFU_CONTROL_PORT.`,
      error,
    );
  }
}
