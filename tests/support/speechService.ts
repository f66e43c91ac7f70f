import type { IncomingMessage } from 'node:http';
import type { SpeechService } from '../../server/features/recruiter/clips/speechConfig.ts';
import { type Answer, type StandInService, standInService } from './standInService.ts';
import { wavOf } from './wav.ts';

export interface SpeechRequest {
  path: string | undefined;
  authorization: string | undefined;
  body: { model: string; input: string; voice: string; response_format: string; speed: number };
}

/** A response that doesn't depend on the request. */
type FixedAnswer = Answer<unknown>;

export interface StandInSpeechService extends StandInService<SpeechRequest> {
  service: SpeechService;
}

/** A local speech service that succeeds by default. */
export async function standInSpeechService(): Promise<StandInSpeechService> {
  const standIn = await standInService(readRequest, speaking());
  return { ...standIn, service: { url: standIn.url, key: 'the-key', model: 'tts-1', voice: 'alloy' } };
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
export function speaking(): Answer<SpeechRequest> {
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
