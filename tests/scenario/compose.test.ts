import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/freePort.ts';
import { type PostgresServer, startPostgres } from '../support/postgresServer.ts';
import type { Program } from '../support/program.ts';
import { type RedisServer, startRedis } from '../support/redisServer.ts';
import { ServerProcess, type Variables } from '../support/serverProcess.ts';
import { startSfu } from '../support/sfuProcess.ts';

const Compose = z.object({
  services: z.record(z.string(), z.object({ environment: z.record(z.string(), z.string()).optional() })),
});

/** Variables that the file requires in .env. */
const DOT_ENV: Record<string, string> = {
  DOMAIN: 'interviews.example.com',
  SFU_ANNOUNCED_ADDRESS: '127.0.0.1',
  SECRET: 'f1f7d2a86c0b4c0f9b0f8a5a2f1f7d2a86c0b4c0f',
  MEDIA_SECRET: '0c4b0c68a2d7f1f2a5a8f0b9f0c4b0c68a2d7f1f',
  POSTGRES_PASSWORD: 'not-asked-for-on-loopback',
};

let postgres: PostgresServer;
let redis: RedisServer;
let sfu: Program;
let server: ServerProcess;

/** Returns a service's variables as Compose would pass them on. Throws for a required one that is not set. */
async function environmentOf(service: string): Promise<Record<string, string>> {
  const { services } = Compose.parse(parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }));
  const environment = services[service]?.environment ?? {};
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolated(value)]));
}

function interpolated(value: string): string {
  return value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind?: string, rest = '') => {
    const set = DOT_ENV[name];
    if (set !== undefined) return set;
    if (kind === '-') return rest;
    throw new Error(`docker-compose.yml needs ${name}, which it does not ask for.`);
  });
}

/** Replaces hosts of the Compose network with local addresses. */
function local(variables: Record<string, string>, addresses: Record<string, string>): Variables {
  const moved = Object.entries(addresses).filter(([name]) => name in variables);
  return { ...variables, ...Object.fromEntries(moved), NODE_ENV: 'production' };
}

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const controlPort = `${await freePort()}`;
  sfu = await startSfu(
    local(await environmentOf('sfu'), {
      REDIS_URL: redis.url,
      SFU_CONTROL_PORT: controlPort,
      SFU_CONTROL_URL: `http://127.0.0.1:${controlPort}`,
      // The file's ports may be in use on this machine.
      SFU_PORT_MIN: '0',
    }),
  );
  server = await ServerProcess.start(
    local(await environmentOf('server'), {
      REDIS_URL: redis.url,
      DATABASE_URL: await postgres.createDatabase(),
    }),
  );
});
afterAll(async () => {
  await server?.close();
  if (sfu?.running) await sfu.stop();
  await redis?.close();
  await postgres?.close();
});

it('the processes of docker-compose.yml, with its variables and in production mode, become ready together', async () => {
  await eventually('everything to be ready', () => server.answers('/readyz'));
  expect(await server.setupLink()).toMatch(/^https:\/\/interviews\.example\.com\/setup#/);
});

it('only the public origin may change anything', async () => {
  const status = async (origin: string) => {
    const response = await fetch(`http://127.0.0.1:${server.port}/api/join`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: JSON.stringify({ link: 'A'.repeat(22) }),
    });
    return response.status;
  };
  expect(await status('https://elsewhere.example.com')).toBe(403);
  expect(await status('https://interviews.example.com')).toBe(404);
});

it('the installer can set one time zone for all processes', async () => {
  for (const service of ['server', 'sfu']) expect(await environmentOf(service)).toMatchObject({ TZ: 'UTC' });
});

it('the site stays reachable behind Caddy while there is no media server', async () => {
  const [, healthPath] = /^\s*health_uri (\S+)$/m.exec(await readFile('Caddyfile', 'utf8')) ?? [];
  expect(healthPath).toBeDefined();
  await eventually('everything to be ready', () => server.answers('/readyz'));
  await sfu.stop();
  await eventually('the server to miss its media server', async () => !(await server.answers('/readyz')));
  expect(await server.answers(healthPath ?? '')).toBe(true);
  const home = await fetch(`http://127.0.0.1:${server.port}/`, { redirect: 'manual' });
  expect(home.status).toBeLessThan(400);
});
