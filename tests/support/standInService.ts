import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer<Request> = (response: ServerResponse, request: Request) => unknown;

export interface StandInService<Request> extends AsyncDisposable {
  /** Base address of the service. */
  url: string;
  /** Requests in order. */
  requests: Request[];
  /** Sets the next responses; the last one repeats. */
  answer(...answers: Answer<Request>[]): void;
}

/** A local service with OpenAI's interface. `read` decodes a request; `usual` is its first response. */
export async function standInService<Request>(
  read: (request: IncomingMessage) => Promise<Request>,
  usual: Answer<Request>,
): Promise<StandInService<Request>> {
  const requests: Request[] = [];
  let answers = [usual];
  const server = createServer(async (request, response) => {
    const asked = await read(request);
    requests.push(asked);
    const [answer] = answers;
    if (answers.length > 1) answers.shift();
    await answer?.(response, asked);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    answer: (...next) => {
      answers = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
