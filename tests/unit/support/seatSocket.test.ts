import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, it, onTestFinished } from 'vitest';
import type { InterviewView } from '../../../shared/interview/view.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { InterviewLog } from '../../support/interviewLog.ts';
import { SeatSocket } from '../../support/seatSocket.ts';

const snapshotOf = (version: number, view: InterviewView) => ({ version, view, serverTime: 0 });

it('applies a patch that arrives together with the response it follows', async () => {
  const httpServer = createServer().listen(0, '127.0.0.1');
  const server = new Server(httpServer);
  onTestFinished(() => server.close());
  await once(httpServer, 'listening');
  const view = viewOf(new InterviewLog().state, { kind: 'organizer' });
  server.on('connection', socket => {
    socket.emit('interview.snapshot', snapshotOf(1, view));
    socket.on('interview.resume', (_frame, answer) => {
      answer({ ok: true, result: snapshotOf(2, view) });
      socket.emit('interview.patch', { version: 3, patch: { title: 'After the answer' } });
    });
  });

  const { port } = httpServer.address() as AddressInfo;
  const page = await SeatSocket.openWithToken(`http://127.0.0.1:${port}`, 'any');
  onTestFinished(() => page.close());
  await page.resume();
  await page.waitForView('the patch', ({ title }) => title === 'After the answer');
  expect(page.missedPatches).toBe(0);
});
