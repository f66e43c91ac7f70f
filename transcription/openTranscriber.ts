import type { TranscriptionConfig } from './config.ts';
import { type Transcriber, TranscriptionError } from './Transcriber.ts';

/**
 * Variables for a process that opens a transcriber. Memory that one thread has freed is then used by the others, which
 * saves up to 40 MB.
 */
export const TRANSCRIBER_ENVIRONMENT = { MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: '1' } as const;

/** Arguments of Node for such a process. A small space for new objects saves 60 MB and costs no time. */
export const TRANSCRIBER_ARGUMENTS = ['--max-semi-space-size=2'] as const;

/**
 * Opens a transcriber in this process, which should be a child process. Rejects with `TranscriptionError`. A live one
 * waits less long for a service.
 */
export async function openTranscriber(
  config: TranscriptionConfig,
  { isLive = false }: { isLive?: boolean } = {},
): Promise<Transcriber> {
  switch (config.kind) {
    case 'off':
      throw new TranscriptionError('engine-missing', 'Transcription is turned off.');
    case 'engine': {
      const { Moonshine } = await import('./engine/Moonshine.ts');
      return Moonshine.open(config.folder);
    }
    case 'service': {
      const { LIVE_PATIENCE, SERVICE_PATIENCE, ServiceTranscriber } = await import(
        './service/ServiceTranscriber.ts'
      );
      return ServiceTranscriber.open(config.service, isLive ? LIVE_PATIENCE : SERVICE_PATIENCE);
    }
  }
}
