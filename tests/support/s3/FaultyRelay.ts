import {
  createServer,
  type IncomingMessage,
  request as makeRequest,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * What happens to a request on its way.
 *
 * - `hang`: no one ever answers; - `drop`: the connection breaks before the answer; - `dropSent`: after the storage has answered, before
 *   the answer arrives; - `cut`: in the middle of the answer; - `spoil`: one byte of what is sent changes; - a status with an S3 code: the
 *   storage, or something before it, answers that.
 */
export type Fault = 'hang' | 'drop' | 'dropSent' | 'cut' | 'spoil' | { status: number; code: string };

/** A proxy to a storage that causes faults. `fault` is called for each request. */
export class FaultyRelay implements AsyncDisposable {
  fault: (request: IncomingMessage) => Fault | undefined = () => undefined;
  /** Number of requests through this proxy. */
  requests = 0;
  readonly #server: Server;
  readonly #targetPort: number;

  static async start(targetPort: number): Promise<FaultyRelay> {
    const relay = new FaultyRelay(targetPort);
    const { promise, resolve } = Promise.withResolvers<void>();
    relay.#server.listen(0, '127.0.0.1', resolve);
    await promise;
    return relay;
  }

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer((request, response) => {
      this.requests += 1;
      // A client that disconnects causes errors, which are ignored.
      this.#relay(request, response).catch(() => response.destroy());
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Returns a `fault` that affects this many matching requests. */
  failing(fault: Fault, times: number, fits: (request: IncomingMessage) => boolean = () => true): void {
    let left = times;
    this.fault = request => (fits(request) && left-- > 0 ? fault : undefined);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(() => resolve()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.fault(request);
    const body = await buffer(request);
    if (fault === 'hang') return;
    if (fault === 'drop') {
      request.socket.destroy();
      return;
    }
    if (typeof fault === 'object') {
      response.writeHead(fault.status, { 'content-type': 'application/xml' });
      response.end(
        request.method === 'HEAD'
          ? undefined
          : `<Error><Code>${fault.code}</Code><Message>No.</Message></Error>`,
      );
      return;
    }
    if (fault === 'spoil' && body.length > 0) body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
    const answer = await this.#pass(request, body);
    if (fault === 'dropSent') {
      await buffer(answer);
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    if (fault === 'cut') {
      const bytes = await buffer(answer);
      response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.destroy());
      return;
    }
    response.once('close', () => answer.destroy());
    answer.pipe(response);
  }

  #pass(request: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { method, url, headers } = request;
    const onward = makeRequest({
      port: this.#targetPort,
      host: '127.0.0.1',
      method,
      path: url,
      headers,
      agent: false,
    });
    onward.once('response', resolve);
    onward.once('error', reject);
    onward.end(body);
    return promise;
  }
}
