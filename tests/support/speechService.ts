import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SpeechService } from '../../server/features/recruiter/clips/speechConfig.ts';
import { wavOf } from './wav.ts';

export interface SpeechRequest {
  path: string | undefined;
  authorization: string | undefined;
  body: { model: string; input: string; voice: string; response_format: string; speed: number };
}

type Answer = (response: ServerResponse, request: SpeechRequest) => unknown;
/** A response that doesn't depend on the request. */
type FixedAnswer = (response: ServerResponse) => unknown;

export interface StandInSpeechService extends AsyncDisposable {
  service: SpeechService;
  /** Requests in order. */
  requests: SpeechRequest[];
  /** Sets the next responses; the last one repeats. */
  answer(...answers: Answer[]): void;
}

/** A local speech service that succeeds by default. */
export async function standInSpeechService(): Promise<StandInSpeechService> {
  const requests: SpeechRequest[] = [];
  let answers: Answer[] = [speaking()];
  const server = createServer(async (request, response) => {
    const asked = await readRequest(request);
    requests.push(asked);
    const [answer] = answers;
    if (answers.length > 1) answers.shift();
    await answer?.(response, asked);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    service: { url: `http://127.0.0.1:${port}/v1`, key: 'the-key', model: 'tts-1', voice: 'alloy' },
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

async function readRequest(request: IncomingMessage): Promise<SpeechRequest> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part);
  return {
    path: request.url,
    authorization: request.headers.authorization,
    body: JSON.parse(Buffer.concat(parts).toString('utf8')),
  };
}

/** Length of the sound of `speaking`. */
export function spokenSeconds(text: string): number {
  return 1 + text.length / 15;
}

/** A tone of the text's estimated length, with silence around it and a pause of 300 ms in the middle. */
export function speaking(): Answer {
  return (response, { body }) => {
    const rate = 24_000;
    const seconds = spokenSeconds(body.input);
    const middle = Math.round((seconds * rate) / 2);
    const samples = Float32Array.from({ length: Math.round(seconds * rate) }, (_, at) => {
      const isEdge = at < 0.2 * rate || at > (seconds - 0.2) * rate;
      const isPause = Math.abs(at - middle) < 0.15 * rate;
      return isEdge || isPause ? 0 : 0.3 * Math.sin((2 * Math.PI * 220 * at) / rate);
    });
    response.writeHead(200, { 'content-type': 'audio/wav' }).end(wavOf(samples, { rate, bits: 16 }));
  };
}

export function status(code: number, headers: Record<string, string> = {}): FixedAnswer {
  return response => response.writeHead(code, headers).end('{"error":"no"}');
}

export function sending(bytes: Uint8Array | string, headers: Record<string, string> = {}): FixedAnswer {
  return response => response.writeHead(200, headers).end(bytes);
}

/** Sends headers and then nothing. */
export function stalling(): FixedAnswer {
  return response => {
    response.writeHead(200).flushHeaders();
  };
}

/** Sends an endless body. */
export function endless(): FixedAnswer {
  return response => {
    response.writeHead(200, { 'content-type': 'audio/wav' });
    const part = new Uint8Array(256 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(part));
      response.once('drain', more);
    };
    more();
  };
}
