import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { type ClientSocket, Connection } from '../../../server/signaling/connection.ts';
import type { Identity } from '../../../server/signaling/identity.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '../../../shared/protocol/requests.ts';
import { Changes } from '../../support/changes.ts';
import { InterviewLog, newClientId } from '../../support/interviewLog.ts';

const CHANGES = 200;

interface Heard {
  name: string;
  version: number;
  title: string;
}

it('a page that does not keep up skips patches and gets the full view once it has caught up', async () => {
  const { state } = new InterviewLog();
  const { socket, heard, changes } = await connectedPage();
  const connection = new Connection(socket, identityIn(state.interviewId));
  // No frame leaves this process before the last change is sent.
  for (let change = 1; change <= CHANGES; change += 1)
    connection.show({ ...viewOf(state, { kind: 'organizer' }), title: `Title ${change}` });

  await changes.waitFor(() => heard.at(-1)?.title === `Title ${CHANGES}`, {
    milliseconds: 10_000,
    complaint: () => `The last of ${heard.length} titles was ${heard.at(-1)?.title}.`,
  });
  expect(heard[0]?.name).toBe('interview.snapshot');
  expect(heard.at(-1)?.name).toBe('interview.snapshot');
  expect(heard.length).toBeLessThan(CHANGES / 2);
  // The page sees no gap in versions.
  expect(heard.map(({ version }) => version)).toEqual(heard.map((_, index) => index + 1));
});

it('a page that is still entering gets no patches, and then the full view', async () => {
  const { state } = new InterviewLog();
  const { socket, heard, changes } = await connectedPage();
  const connection = new Connection(socket, identityIn(state.interviewId));
  const view = viewOf(state, { kind: 'organizer' });
  connection.update({ ...view, title: 'Before' });
  expect(connection.hasView).toBe(false);
  connection.startUpdates();
  connection.update({ ...view, title: 'After' });
  await changes.waitFor(() => heard.length > 0, {
    milliseconds: 10_000,
    complaint: () => 'Nothing was heard.',
  });
  expect(heard).toEqual([{ name: 'interview.snapshot', version: 1, title: 'After' }]);
});

function identityIn(interviewId: InterviewId): Identity {
  return {
    kind: 'organizer',
    interviewId,
    clientId: newClientId(),
    userId: UserId.parse('staff-1'),
    name: 'Olga',
    email: 'olga@example.org',
    role: 'owner',
    teams: [],
  };
}

/** A real socket within this process, with everything that its client receives. */
async function connectedPage(): Promise<{ socket: ClientSocket; heard: Heard[]; changes: Changes }> {
  const httpServer = createServer().listen(0, '127.0.0.1');
  const server = new Server<ClientToServerEvents, ServerToClientEvents>(httpServer);
  onTestFinished(() => server.close());
  await once(httpServer, 'listening');
  const connected = Promise.withResolvers<ClientSocket>();
  server.on('connection', connected.resolve);

  const { port } = httpServer.address() as AddressInfo;
  const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
  onTestFinished(() => void client.disconnect());
  const heard: Heard[] = [];
  const changes = new Changes();
  client.onAny((name, { version, view, patch }) => {
    heard.push({ name, version, title: (view ?? patch).title });
    changes.tell();
  });
  return { socket: await connected.promise, heard, changes };
}
