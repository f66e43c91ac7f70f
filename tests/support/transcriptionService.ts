import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { TranscriptionService } from '../../transcription/config.ts';
import { type Answer, type StandInService, standInService } from './standInService.ts';

export interface TranscriptionRequest {
  path: string | undefined;
  headers: IncomingHttpHeaders;
  file: Uint8Array;
  fields: Record<string, string>;
}

export interface StandInTranscriptionService extends StandInService<TranscriptionRequest> {
  service: TranscriptionService;
}

export function hearing(text: string): Answer<unknown> {
  return response => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ text }));
  };
}

/** A local transcription service. By default, it hears nothing. */
export async function standInTranscriptionService(): Promise<StandInTranscriptionService> {
  const standIn = await standInService(readRequest, hearing(''));
  const { url } = standIn;
  return { ...standIn, service: { url, key: 'the-key', model: 'whisper-1', languages: ['en'] } };
}

async function readRequest(request: IncomingMessage): Promise<TranscriptionRequest> {
  const { url, headers } = request;
  const body = new Response(Uint8Array.from(await buffer(request)), {
    headers: { 'content-type': headers['content-type'] ?? '' },
  });
  const asked: TranscriptionRequest = { path: url, headers, file: new Uint8Array(), fields: {} };
  for (const [name, value] of await body.formData()) {
    if (typeof value === 'string') asked.fields[name] = value;
    else asked.file = new Uint8Array(await value.arrayBuffer());
  }
  return asked;
}
