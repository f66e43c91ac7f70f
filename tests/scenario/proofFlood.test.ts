import { once } from 'node:events';
import { expect, it } from 'vitest';
import { newClientId, newInterviewId } from '../support/interviewLog.ts';
import { NodeWebSocket } from '../support/nodeWebSocket.ts';
import { ServerProcess } from '../support/serverProcess.ts';

it('a client that shows one proof after another over different transports is soon throttled', async () => {
  await using server = await ServerProcess.start();
  let answers = '';
  for (let count = 0; !answers.includes('rate-limited'); count += 1) {
    // The limit per address and minute, and some more.
    expect(count).toBeLessThan(300);
    answers = await answersToProofs(server);
  }
  expect(await server.answers('/livez')).toBe(true);
});

/** Returns the answers to five proofs, sent one after another, and a sixth that ends the transport. */
async function answersToProofs(server: ServerProcess): Promise<string> {
  const address = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new NodeWebSocket(address, { headers: { origin: server.url } });
  const proof = { kind: 'organizer', interviewId: newInterviewId(), clientId: newClientId() };
  const answers: string[] = [];
  socket.addEventListener('message', ({ data }) => {
    if (answers.push(String(data)) > 1) expect(data).toMatch(/unauthenticated|rate-limited/);
    socket.send(`40${JSON.stringify(proof)}`);
  });
  await once(socket, 'close');
  // The first answer is the transport's handshake.
  expect(answers).toHaveLength(6);
  return answers.join();
}
