import { fileURLToPath } from 'node:url';
import { newCaptureFolder } from './captureFolders.ts';
import { Program } from './program.ts';
import { programEnvironment, type Variables } from './serverProcess.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Runs `sfu/main.ts` alone and waits until it is ready. */
export async function startSfu(variables: Variables): Promise<Program> {
  const program = launchSfu(variables);
  await program.waitForOutput(/sfu ready/);
  return program;
}

/** Runs it without waiting, for tests of the start itself. */
export function launchSfu(variables: Variables): Program {
  return new Program({
    command: process.execPath,
    args: ['sfu/main.ts'],
    cwd: ROOT,
    env: programEnvironment({
      SFU_LISTEN_IP: '127.0.0.1',
      SFU_PORT_MIN: '0',
      SFU_WORKERS: '1',
      SFU_CONTROL_PORT: '0',
      SFU_CAPTURE_DIR: newCaptureFolder(),
      ...variables,
    }),
  });
}
