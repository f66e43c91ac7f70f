import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sendJson } from '../../../client/core/httpRoute.ts';

const ANSWER_MS = 60_000;
let answers: ServerResponse[] = [];
let onRequest: () => void = () => {};
const server = createServer((_request, response) => {
  answers.push(response);
  onRequest();
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  vi.useRealTimers();
  for (const answer of answers) answer.destroy();
  answers = [];
  await new Promise(done => server.close(done));
});

function url(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

it('a request that is never answered ends as unavailable', async () => {
  const arrived = new Promise<void>(resolve => (onRequest = resolve));
  const reply = sendJson('GET', url(), {}).catch((error: unknown) => error);
  await arrived;
  vi.advanceTimersByTime(ANSWER_MS);
  expect(await reply).toMatchObject({ code: 'unavailable' });
});

it('a request whose answer never ends is unavailable', async () => {
  const arrived = new Promise<void>(resolve => (onRequest = resolve));
  const reply = sendJson('POST', url(), {}).catch((error: unknown) => error);
  await arrived;
  await new Promise(done => answers[0]?.write('{"half":', done));
  vi.advanceTimersByTime(ANSWER_MS);
  expect(await reply).toMatchObject({ code: 'unavailable' });
});

it('a request that its caller ends throws what the caller gave', async () => {
  const arrived = new Promise<void>(resolve => (onRequest = resolve));
  const caller = new AbortController();
  const reply = sendJson('GET', url(), {}, caller.signal).catch((error: unknown) => error);
  await arrived;
  caller.abort(new Error('left'));
  expect(await reply).toMatchObject({ message: 'left' });
});
