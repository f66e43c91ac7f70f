import { expect, it } from 'vitest';
import type { InterviewClient } from '../../../client/core/interviewClient.ts';
import { ConnectionTest } from '../../../client/core/media/connectionTest.ts';
import { MediaDevice } from '../../../client/core/media/mediaDevice.ts';
import { AppError } from '../../../shared/errors.ts';

it('a connection test that has to wait for a slot is retried, and does not count as failed', async () => {
  const asked: unknown[] = [];
  const query = async (_name: string, { protocol }: { protocol: string }) => {
    asked.push(protocol);
    const tooSoon = { details: { retryAfterMs: 1 } };
    throw asked.length < 3 ? new AppError('rate-limited', undefined, tooSoon) : AppError.unavailable();
  };
  // The test uses nothing else of the client before it starts.
  const client = { query } as unknown as InterviewClient;
  const test = new ConnectionTest(client, new MediaDevice(client));
  await test.run();
  expect(asked).toEqual(['udp', 'udp', 'udp', 'tcp']);
  expect(test.state.get()).toEqual({ result: 'failed' });
});
