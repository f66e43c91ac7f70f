import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import type { SeatSocket } from '../support/seatSocket.ts';

interface Sent {
  commandId: string;
  text: string;
  /** Missing when the server died before its answer. */
  messageId?: string;
}

/** Sends chat messages until the connection ends; returns each with its answer. */
async function sendUntilCut(page: SeatSocket, prefix: string): Promise<Sent[]> {
  const sent: Sent[] = [];
  while (page.socket.connected) {
    const line: Sent = { commandId: uuidv7(), text: `${prefix} ${sent.length}` };
    sent.push(line);
    const answer = page.request('chat.send', { text: line.text }, line.commandId);
    const outcome = await Promise.race([
      answer.catch((error: unknown) => error),
      page.disconnected.then(() => undefined),
    ]);
    if (outcome instanceof AppError && outcome.code === 'rate-limited') {
      sent.pop();
      await page.allowedAgain(outcome);
    } else if (outcome && typeof outcome === 'object' && 'messageId' in outcome) {
      line.messageId = String(outcome.messageId);
    }
  }
  return sent;
}

describe('a server that is killed in the middle of a stream of commands', () => {
  it('has every acknowledged command after the restart, and none twice', async () => {
    const { server, owner } = await startOwnedServer();
    const stage = await InterviewStage.create(owner);
    try {
      for (const round of LONG_RUN ? [1, 2, 3] : [1, 2]) {
        const pages =
          round === 1
            ? await stage.everybodyInside()
            : { candidate: await stage.enter('candidate'), lead: await stage.enter('lead') };
        await pages.candidate.waitForView('inside', () => pages.candidate.own.presence === 'inside');
        await pages.lead.waitForView('inside', () => pages.lead.own.presence === 'inside');
        const streams = Promise.all([
          sendUntilCut(pages.candidate, `candidate ${round}`),
          sendUntilCut(pages.lead, `lead ${round}`),
        ]);
        // Kills in the middle of the stream: some messages are answered, others in flight.
        await pages.lead.waitForView('some lines', view => Object.keys(view.chat).length >= round * 8 - 4);
        await server.kill();
        const sent = (await streams).flat();
        await server.launch();

        const back = await stage.enter('candidate');
        const texts = () => Object.values(back.view.chat).map(line => line.text);
        const acknowledged = sent.filter(line => line.messageId !== undefined);
        expect(acknowledged.length).toBeGreaterThan(0);
        for (const line of acknowledged) expect(texts().filter(text => text === line.text)).toHaveLength(1);
        expect(new Set(texts()).size).toBe(texts().length);

        // Sends unanswered messages again under their id: each is carried out now or was before, but never
        // twice.
        await back.waitForView('inside', () => back.own.presence === 'inside');
        const mine = sent.filter(line => line.text.startsWith('candidate'));
        for (const line of mine) {
          const { messageId } = await back.request('chat.send', { text: line.text }, line.commandId);
          if (line.messageId) expect(messageId).toBe(line.messageId);
        }
        await back.resume();
        for (const line of mine) expect(texts().filter(text => text === line.text)).toHaveLength(1);
        stage.close();
      }
    } finally {
      stage.close();
      await server.close();
    }
  });
});
