import { once } from 'node:events';
import { expect, it } from 'vitest';
import { newClientId, newInterviewId } from '../support/interviewLog.ts';
import { NodeWebSocket } from '../support/nodeWebSocket.ts';
import { ServerProcess } from '../support/serverProcess.ts';

it('a client that shows proof after proof, over one transport after the other, is soon told to wait', async () => {
  await using server = await ServerProcess.start();
  let answers = '';
  for (let count = 0; !answers.includes('rate-limited'); count += 1) {
    // As many as an address may show in a minute, and some.
    expect(count).toBeLessThan(300);
    answers = await answersToProofs(server);
  }
  expect(await server.answers('/livez')).toBe(true);
});

/** What a stranger hears who shows five proofs, each after the answer to the last, and a sixth, which ends the transport. */
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
  // The first answer is the transport's own greeting.
  expect(answers).toHaveLength(6);
  return answers.join();
}
