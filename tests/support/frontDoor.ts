import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** One address for several servers, as behind a load balancer: new connections go to `port`, open ones stay. */
export class FrontDoor implements AsyncDisposable {
  /** Target of the next connection; refused when undefined. */
  port: number | undefined;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  static async open(): Promise<FrontDoor> {
    const door = new FrontDoor();
    door.#server.listen(0, '127.0.0.1');
    await once(door.#server, 'listening');
    return door;
  }

  private constructor() {
    this.#server = createServer(client => this.#pass(client));
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(client: Socket): void {
    if (this.port === undefined) {
      client.destroy();
      return;
    }
    const server = connect(this.port, '127.0.0.1');
    client.pipe(server);
    server.pipe(client);
    for (const [own, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#open.add(own);
      // The end of either side ends the other.
      own.on('error', () => other.destroy());
      own.on('close', () => {
        this.#open.delete(own);
        other.destroy();
      });
    }
  }
}
