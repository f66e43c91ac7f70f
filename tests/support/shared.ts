import { rmSync } from 'node:fs';
import type { ApiClient } from './apiClient.ts';
import { TestBrowser } from './chromium.ts';
import { startOwnedServer } from './ownedServer.ts';
import type { Persona } from './personas.ts';
import type { ServerProcess } from './serverProcess.ts';

interface OwnedServer {
  server: ServerProcess;
  owner: ApiClient;
}

let running: Promise<OwnedServer> | undefined;
const browsers = new Map<Persona | undefined, Promise<TestBrowser>>();

/**
 * A server with an owner, shared by all files that one process runs, for tests that neither stop it nor
 * need it empty. It ends with the process.
 */
export async function sharedServer(): Promise<OwnedServer> {
  const known = await running?.catch(() => undefined);
  if (known?.server.program.running) return known;
  running = startOwnedServer();
  const { server } = await running;
  atTheEnd(() => {
    server.program.signal('SIGKILL');
    rmSync(server.dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return running;
}

/** A browser with this person's devices, or without any, shared by all files that one process runs. */
export async function sharedBrowser(persona?: Persona): Promise<TestBrowser> {
  const known = await browsers.get(persona)?.catch(() => undefined);
  if (known?.isConnected) return known;
  const launched = TestBrowser.launch({ headlessShell: true, ...(persona && { persona }) });
  browsers.set(persona, launched);
  const browser = await launched;
  atTheEnd(() => browser.removeFilesNow());
  return browser;
}

const endings: (() => void)[] = [];

/** Vitest ends its workers with SIGTERM, which doesn't run exit handlers by default. */
function atTheEnd(end: () => void): void {
  endings.push(end);
  if (endings.length > 1) return;
  process.once('exit', () => {
    for (const each of endings) each();
  });
  process.once('SIGTERM', () => process.exit(143));
}
