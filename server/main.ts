import { readMediaConfig, SfuStartError } from '../sfu/config.ts';
import { MediaService } from '../sfu/MediaService.ts';
import type { MediaPlane } from '../shared/media/mediaPlane.ts';
import {
  readTranscriptionConfig,
  type TranscriptionConfig,
  TranscriptionConfigError,
} from '../transcription/config.ts';
import { type Config, loadConfig } from './config.ts';
import { createLogger, type Logger } from './log.ts';
import { RedisNodeDirectory } from './media/RedisNodeDirectory.ts';
import { RemoteMediaPlane } from './media/RemoteMediaPlane.ts';
import { closeToOthers, writePrivateFiles } from './privateFiles.ts';
import { explainStartupError, StartupError } from './startupErrors.ts';
import { VivavoceServer } from './vivavoceServer.ts';

/** Docker's and Kubernetes' own limit for this server is 30 s. They end a process without a line in its log. */
const CLOSING_MAX_MS = 25_000;

async function main(): Promise<void> {
  writePrivateFiles();
  const config = loadConfig();
  const transcription = readTranscriptionConfig();
  const logger = createLogger(config.logLevel);
  await closeToOthers(config, logger);
  const plane = await createPlane(config, transcription, logger);
  let server: VivavoceServer;
  try {
    server = await VivavoceServer.start(config, plane, logger, { transcription });
  } catch (error) {
    await plane.close();
    throw explained(error, config);
  }
  welcome(config, server.setupLink);

  let isClosing = false;
  const close = async () => {
    if (isClosing) return;
    isClosing = true;
    const tooLong = () => {
      logger.fatal('Closing took too long: the process ends now');
      process.exit(1);
    };
    setTimeout(tooLong, CLOSING_MAX_MS).unref();
    // Closes both in parallel, because Ctrl-C also ends the media workers, which an open plane would restart.
    const outcomes = await Promise.allSettled([server.close(), plane.close()]);
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      logger.error({ err: outcome.reason }, 'closing failed');
      process.exitCode = 1;
    }
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

function createPlane(
  config: Config,
  transcription: TranscriptionConfig,
  logger: Logger,
): Promise<MediaPlane> | MediaPlane {
  if (config.media === 'embedded' || !config.redisUrl)
    return MediaService.create(readMediaConfig(), logger, { transcription });
  return new RemoteMediaPlane({
    directory: new RedisNodeDirectory(config.redisUrl, logger),
    secret: config.mediaSecret,
    logger,
  });
}

function explained(error: unknown, config: Config): unknown {
  const sentence = explainStartupError(error, { port: config.port, host: config.host });
  return sentence ? new StartupError(sentence, error) : error;
}

function welcome(config: Config, setupLink: string | undefined): void {
  const instruction = setupLink
    ? `There is no account yet. Create the owner’s account with this link, which works once:\n\n  ${setupLink}`
    : `Sign in at ${config.publicUrl}/login`;
  console.log(`\nVivavoce is ready at ${config.publicUrl}\n\n${instruction}\n`);
}

main().catch((error: unknown) => {
  const isExplained = error instanceof SfuStartError || error instanceof TranscriptionConfigError;
  const sentence = isExplained ? error.message : explainStartupError(error);
  console.error(sentence ?? error);
  process.exit(1);
});
