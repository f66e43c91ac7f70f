import { describe, expect, it } from 'vitest';
import { writeLetter } from '../../../server/features/mail/letter.ts';
import { digestOf, startOfDigestDay } from '../../../server/features/notices/DailyDigests.ts';
import { letterOf } from '../../../server/texts/emails.ts';
import { NO_ORGANIZATION } from '../../../shared/organization.ts';
import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
import { instantAt, wallTimeAt } from '../../../shared/time/zones.ts';
import { queueItem } from '../../support/queueItem.ts';

const NOW = Date.UTC(2026, 10, 28, 9);
const HOUR = 60 * 60_000;
const SINCE = NOW - 24 * HOUR;

const all = (items: QueueItem[]) => ({ items, more: false });

describe('daily digest', () => {
  it('counts what its reader could claim, how much of it is new or overdue, and names the next five', () => {
    const waiting = [
      queueItem({ endedAt: NOW - 50 * HOUR, dueAt: NOW - 2 * HOUR, role: 'Data Analyst' }),
      ...[1, 2, 3, 4, 5, 6].map(hours =>
        queueItem({ endedAt: NOW - hours * HOUR, dueAt: NOW + hours * HOUR }),
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

  it("lists the claims of its reader separately, and omits what the reader can't claim", () => {
    const held = queueItem({ own: 'held', dueAt: NOW + HOUR });
    const waiting = [
      held,
      queueItem({ own: 'locked' }),
      queueItem({ refused: 'own-practice' }),
      queueItem({ refused: 'enough-raters' }),
      queueItem({ own: 'draft', dueAt: NOW + 2 * HOUR }),
    ];
    expect(digestOf({ held: [held], waiting: all(waiting), since: SINCE, now: NOW })).toMatchObject({
      held: [{ promisedAt: NOW + HOUR }],
      waiting: 1,
      next: [{ promisedAt: NOW + 2 * HOUR }],
    });
  });

  it('calls nothing late that has no due date, however long it has waited', () => {
    const { dueAt: _none, ...undated } = queueItem({ endedAt: NOW - 900 * HOUR });
    const content = digestOf({ held: [], waiting: all([undated]), since: SINCE, now: NOW });
    expect(content).toMatchObject({ overdue: 0, next: [{ role: 'Backend Developer', overdue: false }] });
    expect(content?.next[0]).not.toHaveProperty('promisedAt');
  });

  it('is not sent when nothing waits, or nothing for this reader', () => {
    const nothing = { held: [], since: SINCE, now: NOW };
    expect(digestOf({ ...nothing, waiting: all([]) })).toBeUndefined();
    expect(digestOf({ ...nothing, waiting: all([queueItem({ refused: 'own-practice' })]) })).toBeUndefined();
  });

  it('never names the candidate', () => {
    const item = queueItem({ candidate: 'Ada Lovelace' });
    const content = digestOf({ held: [{ ...item, own: 'held' }], waiting: all([item]), since: 0, now: NOW });
    expect(JSON.stringify(content)).not.toMatch(/Ada|Lovelace/);
  });
});

it('digestOf reports that there are more interviews than the limit of its count', () => {
  const promised = { role: 'Data Analyst', promisedAt: NOW, overdue: true };
  const content = { held: [], waiting: 37, more: true, fresh: 20, overdue: 37, next: [promised] };
  const url = 'https://interviews.example.com/console/evaluations';
  const letter = letterOf('digest', { ...content, url, unsubscribe: `${url}#x` });
  const { subject, text } = writeLetter(letter ?? { subject: '', parts: [] }, NO_ORGANIZATION);
  expect(subject).toBe('More than 37 interviews waiting for evaluation');
  expect(text).toContain('More than 37 interviews can be claimed. Due first:');
});

it.each(['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Auckland'])(
  'daily digests start at eight in the morning in %s, wherever the server is',
  zone => {
    const at = (wall: string) => instantAt(zone, wall) as number;
    expect(startOfDigestDay(at('2026-11-28T08:00'), zone)).toBe(at('2026-11-28T08:00'));
    expect(startOfDigestDay(at('2026-11-28T07:59'), zone)).toBe(at('2026-11-27T08:00'));
    expect(startOfDigestDay(at('2026-11-28T23:59'), zone)).toBe(at('2026-11-28T08:00'));
    expect(startOfDigestDay(at('2026-11-01T00:00'), zone)).toBe(at('2026-10-31T08:00'));
    // The clocks change in the night of March 29 in Berlin, and of March 8 in Los Angeles.
    for (const day of ['2026-03-08', '2026-03-29', '2026-10-25'])
      expect(wallTimeAt(zone, startOfDigestDay(at(`${day}T12:00`), zone))).toBe(`${day}T08:00`);
  },
);
