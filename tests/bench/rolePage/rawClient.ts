import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { processSeconds } from '../recruiterCost/ourRecruiters.ts';

const CONNECTIONS = 8;

/** Requests one address repeatedly over persistent connections without parsing responses, so it costs much less than the server. */
export class RawClient {
  readonly #port: number;
  readonly #request: Buffer;
  /** Length of every response: they are identical. */
  readonly #answerBytes: number;

  static async create(port: number, address: string): Promise<RawClient> {
    const request = Buffer.from(
      `GET ${address} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept: text/html\r\nAccept-Encoding: br\r\n\r\n`,
    );
    return new RawClient(port, request, await lengthOfAnswer(port, request));
  }

  private constructor(port: number, request: Buffer, answerBytes: number) {
    this.#port = port;
    this.#request = request;
    this.#answerBytes = answerBytes;
  }

  get answerBytes(): number {
    return this.#answerBytes;
  }

  /** Milliseconds from the request to the first byte of its response, sequentially. */
  async timesToFirstByte(count: number): Promise<number[]> {
    const socket = await this.#open();
    const times: number[] = [];
    for (let at = 0; at < count; at += 1) times.push(await this.#ask(socket));
    socket.destroy();
    return times;
  }

  /** Responses per second of the server's processor time, with as many connections as keep it busy. */
  async rate(serverPid: number, seconds: number): Promise<number> {
    const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => this.#open()));
    const begin = processSeconds(serverPid);
    const end = performance.now() + seconds * 1_000;
    const counts = await Promise.all(
      sockets.map(async socket => {
        let count = 0;
        for (; performance.now() < end; count += 1) await this.#ask(socket);
        socket.destroy();
        return count;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0) / (processSeconds(serverPid) - begin);
  }

  async #open(): Promise<Socket> {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return socket;
  }

  /** Resolves with the time to the first byte after the complete response. */
  #ask(socket: Socket): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const askedAt = performance.now();
    let [firstAt, received] = [0, 0];
    const failed = () => reject(new Error('The server has closed the connection.'));
    const take = (chunk: Buffer) => {
      firstAt ||= performance.now();
      received += chunk.length;
      if (received < this.#answerBytes) return;
      socket.off('data', take).off('close', failed);
      resolve(firstAt - askedAt);
    };
    socket.on('data', take).once('close', failed);
    socket.write(this.#request);
    return promise;
  }
}

async function lengthOfAnswer(port: number, request: Buffer): Promise<number> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write(request);
  let answer = Buffer.alloc(0);
  for await (const chunk of socket) {
    answer = Buffer.concat([answer, chunk as Buffer]);
    const head = answer.indexOf('\r\n\r\n');
    const [, length] = /^content-length: (\d+)\r$/im.exec(answer.subarray(0, head).toString()) ?? [];
    if (head < 0 || answer.length < head + 4 + Number(length)) continue;
    if (!answer.toString('latin1', 0, 15).startsWith('HTTP/1.1 200')) break;
    socket.destroy();
    return answer.length;
  }
  throw new Error('There is no page to measure.');
}
