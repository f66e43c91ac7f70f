import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { reduce } from '../../../shared/interview/reduce.ts';
import { CONSENT_VERSION } from '../../../shared/interview/setup.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { recordingDue } from '../../../shared/recording/recordingDue.ts';
import { runningCapture } from '../../../shared/recording/reduceRecording.ts';
import { NODE, RecordedLog, recordingId, stretchId } from '../../support/recordedLog.ts';
import { recordedLogArbitrary } from '../../support/recordedLogArbitrary.ts';

const recordingOf = (log: RecordedLog) => log.state.recording;
const badgeOf = (state: InterviewState) => viewOf(state, { kind: 'organizer' }).recording.state;

describe('reduceRecording', () => {
  it('returns nothing until a recording event happens', () => {
    expect(recordingOf(RecordedLog.inTheRoom())).toBeUndefined();
  });

  it('takes the start time from the media server, not from the log entry', () => {
    const log = RecordedLog.inTheRoom().start('1', 'a', 300);
    expect(recordingOf(log)).toEqual({
      recordingId: recordingId('a'),
      stretches: [{ stretchId: stretchId('1'), nodeId: NODE, startedAt: log.lastAt - 300 }],
      stoppedByLead: false,
      erased: [],
    });
  });

  it('keeps one recording across several segment runs', () => {
    const log = RecordedLog.inTheRoom().start('1').stop('1', 'consent').start('2');
    const [first, second] = recordingOf(log)?.stretches ?? [];
    expect(first).toMatchObject({ stoppedAt: log.lastAt - 1_000, reason: 'consent' });
    expect(second).not.toHaveProperty('stoppedAt');
    expect(recordingOf(log)?.recordingId).toBe(recordingId('a'));
  });

  it('ignores a second start of a segment run, and a stop of another one', () => {
    const log = RecordedLog.inTheRoom().start('1');
    const before = recordingOf(log);
    expect(recordingOf(log.start('1').stop('2', 'lead'))).toEqual(before);
    const stopped = recordingOf(log.stop('1', 'lead'));
    expect(recordingOf(log.stop('1', 'failed').start('1'))).toEqual(stopped);
  });

  it('has at most one running segment run', () => {
    const log = RecordedLog.inTheRoom().start('1').start('2');
    expect(recordingOf(log)?.stretches).toMatchObject([
      { reason: 'media-lost' },
      { stretchId: stretchId('2') },
    ]);
  });

  it.each([
    [
      'the media room is lost',
      'media-lost',
      (log: RecordedLog) => log.add('media.lost', { epoch: 1, reason: 'worker-died' }),
    ],
    [
      'a new room replaces it',
      'media-lost',
      (log: RecordedLog) => log.add('media.placed', { nodeId: NODE, epoch: 2 }),
    ],
    ['the interview ends', 'closed', (log: RecordedLog) => log.add('session.ended', {})],
    ['the interview is canceled', 'closed', (log: RecordedLog) => log.add('interview.cancelled', {})],
  ] as const)('ends the segment run when %s', (_what, reason, happen) => {
    const log = happen(RecordedLog.inTheRoom().start('1'));
    expect(recordingOf(log)?.stretches).toMatchObject([{ stoppedAt: log.lastAt, reason }]);
  });

  it('keeps running through a break until the media server has stopped', () => {
    const log = RecordedLog.inTheRoom().start('1').add('session.closed', {});
    expect(badgeOf(log.state)).toBe('on');
    expect(badgeOf(log.stop('1', 'closed').state)).toBe('off');
  });

  it('reports a full disk only while the recording runs and the disk is full', () => {
    const changed = (log: RecordedLog, stretch: string, low: boolean) =>
      recordingOf(log.add('recording.storageChanged', { stretchId: stretchId(stretch), low }));
    const log = RecordedLog.inTheRoom().start('1');
    expect(changed(log, '1', true)?.storageLow).toBe(true);
    expect(changed(log, '2', false)?.storageLow).toBe(true);
    expect(changed(log, '1', false)).not.toHaveProperty('storageLow');
    changed(log, '1', true);
    expect(recordingOf(log.stop('1', 'lead'))).not.toHaveProperty('storageLow');
    expect(changed(log, '1', true)).not.toHaveProperty('storageLow');
    expect(recordingOf(log.start('2'))).not.toHaveProperty('storageLow');
  });

  it("keeps the reason why recording can't run until it does", () => {
    const log = RecordedLog.inTheRoom().start('1').stop('1', 'storage-full');
    expect(recordingOf(log)?.trouble).toBe('storage-full');
    expect(recordingOf(log.add('recording.refused', { trouble: 'failed' }))?.trouble).toBe('failed');
    expect(recordingOf(log.start('2'))).not.toHaveProperty('trouble');
  });

  it('follows a stop and a resume by the lead', () => {
    const log = RecordedLog.inTheRoom().add('recording.directed', { order: 'stop' });
    expect(recordingOf(log)?.stoppedByLead).toBe(true);
    expect(recordingOf(log.add('recording.directed', { order: 'resume' }))?.stoppedByLead).toBe(false);
  });
});

describe('reduceRecording after a deletion', () => {
  it('keeps only the fact, and counts it as stopped by the lead', () => {
    const log = RecordedLog.inTheRoom().start('1').stop('1', 'lead').erase();
    expect(recordingOf(log)).toEqual({
      stretches: [],
      stoppedByLead: true,
      erased: [{ recordingId: recordingId('a'), at: log.lastAt }],
    });
    expect(viewOf(log.state, { kind: 'organizer' }).recording).toEqual({
      state: 'off',
      why: 'lead',
      kept: false,
    });
  });

  it('does not report a running recording as stopped before it has stopped', () => {
    const log = RecordedLog.inTheRoom().start('1').stop('1', 'practice').start('2').erase();
    expect(badgeOf(log.state)).toBe('on');
    expect(recordingOf(log.stop('2', 'erased'))?.stretches).toEqual([]);
    expect(badgeOf(log.state)).toBe('off');
  });

  it('ignores the deletion of another recording', () => {
    const log = RecordedLog.inTheRoom().start('1');
    const before = recordingOf(log);
    expect(recordingOf(log.erase('b'))).toEqual(before);
  });

  it('starts another recording once the lead resumes', () => {
    const log = RecordedLog.inTheRoom().start('1').stop('1', 'lead').erase();
    log.add('recording.directed', { order: 'resume' }).start('2', 'b');
    expect(recordingOf(log)).toMatchObject({
      recordingId: recordingId('b'),
      stretches: [{ stretchId: stretchId('2') }],
    });
  });
});

/**
 * Follows the promise of the recording badge: on from a start to the end of that segment run, and never on
 * again for it.
 */
class Badge {
  #running: string | undefined;
  readonly #begun = new Set<string>();

  see({ kind, payload }: InterviewEvent): boolean {
    if (kind === 'recording.started' && !this.#begun.has(payload.stretchId)) {
      this.#running = payload.stretchId;
      this.#begun.add(payload.stretchId);
    }
    if (kind === 'recording.stopped' && payload.stretchId === this.#running) this.#running = undefined;
    if (ROOM_ENDS.has(kind)) this.#running = undefined;
    return this.#running !== undefined;
  }
}
const ROOM_ENDS = new Set<string>(['media.lost', 'media.placed', 'session.ended', 'interview.cancelled']);

describe('reduceRecording for any event log', () => {
  it('shows the badge exactly from a start to its end', () => {
    fc.assert(
      fc.property(recordedLogArbitrary, events => {
        const badge = new Badge();
        let state: InterviewState | undefined;
        for (const event of events) {
          state = reduce(state, event);
          expect(badgeOf(state)).toBe(badge.see(event) ? 'on' : 'off');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has ended every segment run but the last, none before its start, and has media only with a recording ID', () => {
    fc.assert(
      fc.property(recordedLogArbitrary, events => {
        let state: InterviewState | undefined;
        for (const event of events) state = reduce(state, event);
        const { recordingId: id, stretches = [] } = state?.recording ?? {};
        for (const stretch of stretches.slice(0, -1)) expect(stretch.stoppedAt).toBeDefined();
        for (const { startedAt, stoppedAt = startedAt } of stretches)
          expect(stoppedAt).toBeGreaterThanOrEqual(startedAt);
        if (id === undefined) expect(stretches.length).toBe(runningCapture(state?.recording) ? 1 : 0);
        else expect(stretches.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it("is due only with an open session, a candidate in the room, and everyone's consent to the current wording", () => {
    let timesDue = 0;
    fc.assert(
      fc.property(recordedLogArbitrary, events => {
        let state: InterviewState | undefined;
        for (const event of events) {
          state = reduce(state, event);
          if (recordingDue(state) !== 'due') continue;
          timesDue += 1;
          const inside = Object.values(state.seats).filter(
            ({ role, presence, admitted }) =>
              role === 'candidate' && (presence === 'inside' || (presence === 'reconnecting' && admitted)),
          );
          expect(state.phase).toBe('open');
          expect(inside.length).toBeGreaterThan(0);
          for (const { consent } of inside)
            expect(consent).toMatchObject({ recording: true, version: CONSENT_VERSION });
          expect(state.recording?.stoppedByLead ?? false).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
    // Otherwise the property is barely exercised.
    expect(timesDue).toBeGreaterThan(500);
  });
});
