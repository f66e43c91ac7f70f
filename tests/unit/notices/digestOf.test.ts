import { describe, expect, it } from 'vitest';
import { writeLetter } from '../../../server/features/mail/letter.ts';
import { digestOf, startOfDigestDay } from '../../../server/features/notices/DailyDigests.ts';
import { letterOf } from '../../../server/texts/emails.ts';
import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
import { queueItem } from '../../support/queueItem.ts';

const NOW = Date.UTC(2026, 10, 28, 9);
const HOUR = 60 * 60_000;
const SINCE = NOW - 24 * HOUR;

const all = (items: QueueItem[]) => ({ items, more: false });

describe('a daily message', () => {
  it('counts what its reader could claim, what of it is new and what is overdue, and names the nearest five', () => {
    const waiting = [
      queueItem({ endedAt: NOW - 50 * HOUR, promisedAt: NOW - 2 * HOUR, role: 'Data Analyst' }),
      ...[1, 2, 3, 4, 5, 6].map(hours =>
        queueItem({ endedAt: NOW - hours * HOUR, promisedAt: NOW + hours * HOUR }),
      ),
    ];
    expect(digestOf({ held: [], waiting: all(waiting), since: SINCE, now: NOW })).toEqual({
      held: [],
      waiting: 7,
      more: false,
      fresh: 6,
      overdue: 1,
      next: [
        { role: 'Data Analyst', promisedAt: NOW - 2 * HOUR, overdue: true },
        ...[1, 2, 3, 4].map(hours => ({
          role: 'Backend Developer',
          promisedAt: NOW + hours * HOUR,
          overdue: false,
        })),
      ],
    });
  });

  it('has the claims that its reader holds apart, and leaves out what they cannot claim', () => {
    const held = queueItem({ own: 'held', promisedAt: NOW + HOUR });
    const waiting = [
      held,
      queueItem({ own: 'locked' }),
      queueItem({ refused: 'own-practice' }),
      queueItem({ refused: 'enough-raters' }),
      queueItem({ own: 'draft', promisedAt: NOW + 2 * HOUR }),
    ];
    expect(digestOf({ held: [held], waiting: all(waiting), since: SINCE, now: NOW })).toMatchObject({
      held: [{ promisedAt: NOW + HOUR }],
      waiting: 1,
      next: [{ promisedAt: NOW + 2 * HOUR }],
    });
  });

  it('is none where nothing waits, or nothing for this reader', () => {
    const nothing = { held: [], since: SINCE, now: NOW };
    expect(digestOf({ ...nothing, waiting: all([]) })).toBeUndefined();
    expect(digestOf({ ...nothing, waiting: all([queueItem({ refused: 'own-practice' })]) })).toBeUndefined();
  });

  it('never says whose interview it is', () => {
    const item = queueItem({ candidate: 'Ada Lovelace' });
    const content = digestOf({ held: [{ ...item, own: 'held' }], waiting: all([item]), since: 0, now: NOW });
    expect(JSON.stringify(content)).not.toMatch(/Ada|Lovelace/);
  });
});

it('says that there are more than it has counted, and then counts nothing else', () => {
  const promised = { role: 'Data Analyst', promisedAt: NOW, overdue: true };
  const content = { held: [], waiting: 37, more: true, fresh: 20, overdue: 37, next: [promised] };
  const url = 'https://interviews.example.com/console/evaluations';
  const letter = letterOf('digest', { ...content, url, unsubscribe: `${url}#x` });
  const { subject, text } = writeLetter(letter ?? { subject: '', parts: [] });
  expect(subject).toBe('More than 37 interviews waiting for evaluation');
  expect(text).toContain('More than 37 interviews can be claimed. Due first:');
});

it('a day of messages begins at eight in the morning, by the clock on the wall', () => {
  const at = (...time: [day: number, hour: number, minute: number]) => {
    const [day, hour, minute] = time;
    return new Date(2026, 10, day, hour, minute).getTime();
  };
  expect(startOfDigestDay(at(28, 8, 0))).toBe(at(28, 8, 0));
  expect(startOfDigestDay(at(28, 7, 59))).toBe(at(27, 8, 0));
  expect(startOfDigestDay(at(28, 23, 59))).toBe(at(28, 8, 0));
  expect(startOfDigestDay(at(1, 0, 0))).toBe(new Date(2026, 9, 31, 8, 0).getTime());
});
