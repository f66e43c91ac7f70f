import { pino } from 'pino';
import { readTranscriptionConfig, TranscriptionConfigError } from '../transcription/config.ts';
import { readControlConfig, readMediaConfig, SfuStartError } from './config.ts';
import { SfuNode } from './SfuNode.ts';

async function main(): Promise<void> {
  // Makes new files readable only by this user, because they include recordings.
  process.umask(0o077);
  const media = readMediaConfig();
  const control = readControlConfig();
  const transcription = readTranscriptionConfig();
  const logger = pino({ level: control.logLevel, base: null });
  const node = await SfuNode.create(media, control, logger, { transcription });
  logger.info({ nodeId: media.nodeId, port: node.port, controlUrl: node.controlUrl }, 'sfu ready');

  // SIGINT closes immediately. SIGTERM comes from a deployment, so running interviews finish first.
  process.on('SIGINT', () => void node.close());
  process.on('SIGTERM', () => void node.drainAndClose());
}

main().catch((error: unknown) => {
  const isExplained = error instanceof SfuStartError || error instanceof TranscriptionConfigError;
  console.error(isExplained ? error.message : error);
  process.exitCode = 1;
});
