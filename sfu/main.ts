import { pino } from 'pino';
import { readControlConfig, readMediaConfig, SfuStartError } from './config.ts';
import { SfuNode } from './SfuNode.ts';

/** Runs the media plane alone, for servers on this or other machines. */
async function main(): Promise<void> {
  // What is recorded can be read by this user only.
  process.umask(0o077);
  const media = readMediaConfig();
  const control = readControlConfig();
  const logger = pino({ level: control.logLevel, base: null });
  const node = await SfuNode.create(media, control, logger);
  logger.info({ nodeId: media.nodeId, port: node.port, controlUrl: node.controlUrl }, 'sfu ready');

  // Ctrl-C means now; SIGTERM is a deployment, in which the interviews that run are finished first.
  process.on('SIGINT', () => void node.close());
  process.on('SIGTERM', () => void node.drainAndClose());
}

main().catch((error: unknown) => {
  console.error(error instanceof SfuStartError ? error.message : error);
  process.exitCode = 1;
});
