import type { InterviewView } from '../../../shared/interview/view.ts';
import { ownSeat } from '../../core/seats.ts';
import { ended } from '../../texts/ended.ts';
import { formatLong, formatStay } from '../../texts/times.ts';

const { facts } = ended;

/** What a candidate can look up after the call: for which role, when, how long, how much was answered, and whether it was recorded. */
export function WhatHappened({ view }: { view: InterviewView }) {
  const { jobRole, openedAt, afterwards, recording } = view;
  if (openedAt === undefined || !afterwards) return null;
  const { answered, of } = afterwards;
  const entries: [string, string][] = [
    [facts.role, jobRole],
    [facts.when, formatLong(openedAt)],
    [facts.length, formatStay(stayOf(view, openedAt))],
    ...(answered === undefined ? [] : [[facts.answered, facts.answeredOf(answered, of)] as [string, string]]),
    [facts.recording, facts.recorded[recording.kept ? 'kept' : recording.erased ? 'erased' : 'none']],
  ];
  return (
    <section className="flex w-full flex-col gap-2" data-what-happened>
      <h2 className="text-base font-semibold">{facts.title}</h2>
      <dl className="divide-y divide-line rounded-card border border-line bg-surface px-4 text-sm">
        {entries.map(([name, value]) => (
          <div key={name} className="grid gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[11rem_1fr]">
            <dt className="text-muted">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A person who left and did not come back was there until then, however long the session stayed open. */
function stayOf(view: InterviewView, openedAt: number): number {
  const endedAt = view.endedAt ?? openedAt;
  const own = ownSeat(view);
  const leftAt = own?.presence === 'left' ? Math.min(own.presenceSince, endedAt) : endedAt;
  return Math.max(0, leftAt - openedAt);
}
