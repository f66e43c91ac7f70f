import { pino } from 'pino';
import { readMediaConfig } from '../../sfu/config.ts';
import { MediaService, type MediaServiceOptions } from '../../sfu/MediaService.ts';
import { newCaptureFolder } from './captureFolders.ts';

/** Starts a media service with one worker in this process, on loopback only, with its own folder for recordings. */
export function startLocalMediaService(
  variables: Record<string, string> = {},
  options: MediaServiceOptions = {},
): Promise<MediaService> {
  const config = readMediaConfig({
    MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
    SFU_LISTEN_IP: '127.0.0.1',
    SFU_PORT_MIN: '0',
    SFU_WORKERS: '1',
    SFU_CAPTURE_DIR: newCaptureFolder(),
    ...variables,
  });
  return MediaService.create(config, pino({ level: 'silent' }), options);
}

/** The local media service as a plane under test, like `remoteMedia`. */
export async function localMedia(options: MediaServiceOptions = {}) {
  const service = await startLocalMediaService({}, options);
  return {
    plane: service,
    processId: process.pid,
    killWorkers: () => {
      for (const { processId } of service.workers) process.kill(processId, 'SIGKILL');
    },
    close: () => service.close(),
  };
}
