import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TranscriptionService } from '../../transcription/config.ts';

export interface TranscriptionRequest {
  path: string | undefined;
  headers: IncomingHttpHeaders;
  file: Uint8Array;
  fields: Record<string, string>;
}

type Answer = (response: ServerResponse, request: TranscriptionRequest) => unknown;

export interface StandInTranscriptionService extends AsyncDisposable {
  service: TranscriptionService;
  /** Requests in order. */
  requests: TranscriptionRequest[];
  /** Sets the next responses; the last one repeats. */
  answer(...answers: Answer[]): void;
}

export function hearing(text: string): Answer {
  return response => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ text }));
  };
}

/** A local transcription service. By default, it hears nothing. */
export async function standInTranscriptionService(): Promise<StandInTranscriptionService> {
  const requests: TranscriptionRequest[] = [];
  let answers: Answer[] = [hearing('')];
  const server = createServer(async (request, response) => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of request) parts.push(part);
    const { url, headers } = request;
    const body = new Response(Buffer.concat(parts), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    });
    const asked: TranscriptionRequest = { path: url, headers, file: new Uint8Array(), fields: {} };
    for (const [name, value] of await body.formData()) {
      if (typeof value === 'string') asked.fields[name] = value;
      else asked.file = new Uint8Array(await value.arrayBuffer());
    }
    requests.push(asked);
    const [answer] = answers;
    if (answers.length > 1) answers.shift();
    await answer?.(response, asked);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    service: { url: `http://127.0.0.1:${port}/v1`, key: 'the-key', model: 'whisper-1', languages: ['en'] },
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
