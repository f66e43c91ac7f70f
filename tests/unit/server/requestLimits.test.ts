import { expect, it } from 'vitest';
import { RequestLimits } from '../../../server/signaling/requestLimits.ts';
import type { RequestName } from '../../../shared/protocol/requests.ts';

it.each<[RequestName, number]>([
  ['chat.send', 30],
  ['help.send', 30],
  ['interview.resume', 30],
  ['chat.earlier', 30],
  ['kit.read', 30],
  ['review.open', 30],
  ['setup.report', 60],
  ['test.start', 30],
  ['consent.give', 20],
  ['seat.leave', 120],
  ['recruiter.press', 60],
  ['recruiter.write', 60],
  ['recruiter.setWriting', 60],
  ['recruiter.saveDraft', 120],
  ['recruiter.readDraft', 120],
  ['media.produce', 240],
  ['media.setPaused', 240],
  ['media.stop', 240],
  ['captions.set', 240],
  ['captions.write', 240],
  ['transcript.withdraw', 20],
])('%s has a request limit of its own, per person and not per page', async (name, points) => {
  const limits = new RequestLimits();
  for (let count = 0; count < points; count += 1) await limits.consume(`ada.${count}`, 'ada', name);
  await expect(limits.consume('ada.new', 'ada', name)).rejects.toMatchObject({
    code: 'rate-limited',
    retryable: true,
    details: { retryAfterMs: expect.any(Number) },
  });
  await limits.consume('ada.new', 'ada', 'media.join');
  await limits.consume('grace.1', 'grace', name);
});

it('a person has one connection limit for all pages', async () => {
  const limits = new RequestLimits();
  for (let count = 0; count < 120; count += 1) await limits.arrive('ada');
  await expect(limits.arrive('ada')).rejects.toMatchObject({
    code: 'rate-limited',
    retryable: true,
    details: { retryAfterMs: expect.any(Number) },
  });
  await limits.arrive('grace');
});
