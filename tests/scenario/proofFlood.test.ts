import { once } from 'node:events';
import { expect, it } from 'vitest';
import { newClientId, newInterviewId } from '../support/interviewLog.ts';
import { NodeWebSocket } from '../support/nodeWebSocket.ts';
import { ServerProcess } from '../support/serverProcess.ts';

it('a transport over which proof after proof is shown is soon told to wait', async () => {
  await using server = await ServerProcess.start();
  const address = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new NodeWebSocket(address, { headers: { origin: server.url } });
  const answers: string[] = [];
  const limited = new Promise<void>(resolve => {
    socket.addEventListener('message', ({ data }) => {
      answers.push(String(data));
      if (String(data).includes('rate-limited')) resolve();
    });
  });
  await once(socket, 'open');
  const proof = { kind: 'organizer', interviewId: newInterviewId(), clientId: newClientId() };
  for (let count = 0; count < 1_300; count += 1) socket.send(`40${JSON.stringify(proof)}`);
  await limited;
  // The first answer is the transport's own greeting.
  expect(answers[1]).toContain('unauthenticated');
  expect(await server.answers('/livez')).toBe(true);
  socket.close();
}, 20_000);
