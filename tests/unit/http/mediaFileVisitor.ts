import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Visitor } from './visitor.ts';

export interface MediaAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Received part of the body. */
  bytes: Buffer;
  /** True when the connection closed before the end. */
  isCut: boolean;
}

export interface MediaRequest {
  method?: string;
  headers?: Record<string, string>;
  /** Visitor whose cookies are sent. */
  as?: Visitor | undefined;
}

/** Requests files as a player does, and sends URLs unchanged, without a browser's normalization. */
export class MediaFileVisitor implements Disposable {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  ask(path: string, { method = 'GET', headers = {}, as }: MediaRequest = {}): Promise<MediaAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<MediaAnswer>();
    const cookie = [...(as?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = request({
      host: this.#url.hostname,
      port: this.#url.port,
      agent: this.#agent,
      method,
      path,
      headers: { ...(cookie !== '' && { cookie }), ...headers },
    });
    sent.once('error', reject);
    sent.once('response', response => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('close', () => {
        const { statusCode: status = 0, headers: given } = response;
        resolve({ status, headers: given, bytes: Buffer.concat(pieces), isCut: !response.complete });
      });
      response.on('error', () => {});
    });
    sent.end();
    return promise;
  }

  /** Sends these bytes as the request URL, even if no client would. Returns the complete response. */
  async askRaw(address: Buffer): Promise<{ status: number; text: string }> {
    const socket = connect(Number(this.#url.port), this.#url.hostname);
    socket.write(Buffer.concat([Buffer.from('GET '), address, Buffer.from(' HTTP/1.1\r\nHost: x\r\n')]));
    socket.end('Connection: close\r\n\r\n');
    const text = (await buffer(socket)).toString('latin1');
    return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}
