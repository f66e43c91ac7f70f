import type { Logger } from 'pino';
import type { NodeRegistration } from '../shared/media/controlChannel.ts';
import type { ControlConfig, MediaConfig } from './config.ts';
import { ControlServer } from './control/ControlServer.ts';
import { NodeHeartbeat } from './control/NodeHeartbeat.ts';
import { MediaService, type MediaServiceOptions } from './MediaService.ts';

/** Longest time to wait for interviews to end. A deployment may kill the process earlier. */
const DRAIN_MAX_MS = 4 * 60 * 60 * 1_000;

export class SfuNode {
  readonly controlUrl: string;
  readonly port: number;
  readonly #service: MediaService;
  readonly #control: ControlServer;
  readonly #heartbeat: NodeHeartbeat | undefined;
  readonly #logger: Logger;
  #draining: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  static async create(
    media: MediaConfig,
    control: ControlConfig,
    logger: Logger,
    options: MediaServiceOptions = {},
  ): Promise<SfuNode> {
    await using parts = new AsyncDisposableStack();
    const service = parts.adopt(await MediaService.create(media, logger, options), part => part.close());
    const server = parts.adopt(
      await ControlServer.create({
        service,
        secret: control.secret,
        host: listenHostOf(control.url),
        port: control.port,
        logger,
      }),
      part => part.close(),
    );
    const controlUrl = control.url ?? `http://127.0.0.1:${server.port}`;
    const describe = (): NodeRegistration => ({
      nodeId: service.nodeId,
      controlUrl,
      load: service.load,
      draining: service.draining,
    });
    const heartbeat = control.redisUrl
      ? await NodeHeartbeat.create({ redisUrl: control.redisUrl, describe, logger })
      : undefined;
    parts.move();
    return new SfuNode(controlUrl, service, server, heartbeat, logger);
  }

  private constructor(
    controlUrl: string,
    service: MediaService,
    control: ControlServer,
    heartbeat: NodeHeartbeat | undefined,
    logger: Logger,
  ) {
    this.controlUrl = controlUrl;
    this.port = control.port;
    this.#service = service;
    this.#control = control;
    this.#heartbeat = heartbeat;
    this.#logger = logger;
  }

  /** Refuses new rooms, waits until the last room has closed, and closes. Safe to call twice. */
  drainAndClose(): Promise<void> {
    this.#draining ??= this.#drainAndClose();
    return this.#draining;
  }

  /** Closes the node. Drops its Redis lease first, so that no server creates a room here. Safe to repeat. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #drainAndClose(): Promise<void> {
    this.#logger.info({ rooms: this.#service.roomRefs.length }, 'draining');
    const limit = setTimeout(() => void this.close(), DRAIN_MAX_MS);
    const empty = this.#service.drain();
    // Announces in Redis that this node drains. If Redis is down, the next heartbeat announces it.
    await this.#heartbeat?.beat().catch(() => undefined);
    await empty;
    clearTimeout(limit);
    await this.close();
  }

  async #close(): Promise<void> {
    await this.#heartbeat?.close();
    await this.#control.close();
    await this.#service.close();
    this.#logger.info('closed');
  }
}

/** Returns the address to listen on: only this machine, unless `SFU_CONTROL_URL` names another host. */
function listenHostOf(controlUrl: string | undefined): string {
  const host = controlUrl ? new URL(controlUrl).hostname : 'localhost';
  return ['localhost', '127.0.0.1', '[::1]'].includes(host) ? '127.0.0.1' : '0.0.0.0';
}
