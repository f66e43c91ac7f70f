import { describe, expect, it } from 'vitest';
import { type DueLetter, dueLetters } from '../../../server/features/interviewMails/dueLetters.ts';
import { dueReminder, REMINDERS } from '../../../server/features/interviewMails/dueReminders.ts';
import type { ToldSeat } from '../../../server/store/toldSeatStore.ts';
import type { NewSeat } from '../../../shared/interview/events.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { InterviewLog, LOG_START_MS, newLinkId, newSeat } from '../../support/interviewLog.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const AT = LOG_START_MS + 7 * DAY;

/** An interview in a week, and what its people have been told so far. */
class Told {
  readonly log = new InterviewLog();
  now = LOG_START_MS;
  rows: ToldSeat[] = [];

  /** `mail: false` is an interview whose people are told by someone else. */
  constructor({ mail = true }: { mail?: boolean } = {}) {
    this.log.add('interview.changed', { scheduledAt: AT, ...(mail && { mail: true as const }) });
    for (const seat of this.people) this.link(seat);
  }

  get people(): NewSeat[] {
    const { candidate, interviewer, secondInterviewer, evaluator, observer } = this.log;
    return [candidate, interviewer, secondInterviewer, evaluator, observer];
  }

  link({ seatId }: NewSeat): void {
    this.log.add('link.issued', { seatId, linkId: newLinkId(), expiresAt: AT + DAY });
  }

  revoke(seat: NewSeat): void {
    const { link } = this.log.seat(seat);
    if (link) this.log.add('link.revoked', { seatId: seat.seatId, linkId: link.linkId });
  }

  due(): DueLetter[] {
    return dueLetters(this.rows, this.log.state, this.now);
  }

  /** Sends the due letters. Returns them as words: the reason, the name, and the number of the letter. */
  send(): string[] {
    const due = this.due();
    for (const { seatId, reason, address, sequence, facts } of due) {
      const row: ToldSeat = {
        ...{ interviewId: this.log.state.interviewId, seatId, address, sequence, facts },
        state: reason === 'cancellation' ? 'canceled' : 'invited',
        ...{ toldAt: this.now, mailId: '', again: false, reminded: 0, remindedAt: undefined },
      };
      this.rows = [...this.rows.filter(other => other.seatId !== seatId), row];
    }
    return due.map(({ seatId, reason, sequence }) => {
      const name = this.log.state.seats[seatId]?.displayName;
      return `${reason} ${name} ${sequence}`;
    });
  }
}

const EVERYONE = ['Ada', 'Grace', 'Edsger', 'Barbara', 'Alan'];
const toEveryone = (reason: string, sequence: number) =>
  EVERYONE.map(name => `${reason} ${name} ${sequence}`);

/** An interview whose invitations have been sent. */
function invited(): Told {
  const told = new Told();
  told.send();
  return told;
}

describe('an interview by email', () => {
  it('invites everyone with an address once', () => {
    const told = new Told();
    const alone: NewSeat = { ...newSeat('observer', 'Alone') };
    delete alone.email;
    told.log.add('seat.added', { seat: alone });
    told.link(alone);
    expect(told.due()[0]).toMatchObject({
      address: 'candidate@example.org',
      facts: { title: 'Backend Developer', scheduledAt: AT, plannedMinutes: 45 },
    });
    expect(told.send()).toEqual(toEveryone('invitation', 0));
    expect(told.send()).toEqual([]);
  });

  it.each([
    ['moved', { scheduledAt: AT + HOUR }],
    ['renamed', { title: 'Frontend Developer' }],
    ['given another role', { jobRole: 'Frontend Developer' }],
    ['made longer', { plannedMinutes: 60 }],
  ])('that is %s tells everyone, with what they knew before', (_change, payload) => {
    const told = invited();
    const [before] = told.rows;
    told.log.add('interview.changed', payload);
    expect(told.due()[0]).toMatchObject({ before: before?.facts, facts: { ...before?.facts, ...payload } });
    expect(told.send()).toEqual(toEveryone('change', 1));
    expect(told.send()).toEqual([]);
  });

  it('that is moved several times tells only the last time, and nothing when it is moved back', () => {
    const told = invited();
    told.log.add('interview.changed', { scheduledAt: AT + HOUR });
    told.log.add('interview.changed', { scheduledAt: AT + 2 * HOUR });
    expect(new Set(told.due().map(({ facts }) => facts.scheduledAt))).toEqual(new Set([AT + 2 * HOUR]));
    told.log.add('interview.changed', { scheduledAt: AT });
    expect(told.send()).toEqual([]);
  });

  it('that is moved back after people were told tells them again', () => {
    const told = invited();
    told.log.add('interview.changed', { scheduledAt: AT + HOUR });
    told.send();
    told.log.add('interview.changed', { scheduledAt: AT });
    expect(told.send()).toEqual(toEveryone('change', 2));
  });

  it('that is canceled tells those who were invited, once, with what they knew', () => {
    const told = invited();
    const late = newSeat('observer', 'Late');
    told.log.add('seat.added', { seat: late });
    told.link(late);
    told.log.add('interview.changed', { scheduledAt: AT + HOUR });
    told.log.add('interview.cancelled', {});
    expect(told.due()[0]?.facts.scheduledAt).toBe(AT);
    expect(told.send()).toEqual(toEveryone('cancellation', 1));
    expect(told.send()).toEqual([]);
  });

  it('that is canceled before anyone was invited tells no one', () => {
    const told = new Told();
    told.log.add('interview.cancelled', {});
    expect(told.send()).toEqual([]);
  });

  it('invites a person who is added later, and tells the others nothing', () => {
    const told = invited();
    const late = newSeat('observer', 'Late');
    told.log.add('seat.added', { seat: late });
    told.link(late);
    expect(told.send()).toEqual(['invitation Late 0']);
  });

  it('invites a corrected address, and tells the wrong one nothing', () => {
    const told = invited();
    const { candidate } = told.log;
    told.log.add('seat.changed', { seatId: candidate.seatId, email: 'ada@example.org' });
    expect(told.due()).toMatchObject([{ address: 'ada@example.org' }]);
    expect(told.send()).toEqual(['invitation Ada 1']);
    told.log.add('seat.changed', { seatId: candidate.seatId, email: 'ADA@example.org' });
    told.log.add('seat.changed', { seatId: candidate.seatId, displayName: 'Ada L.', email: null });
    expect(told.send()).toEqual([]);
  });

  it.each(['removed', 'revoked'])('tells a person whose place was %s, and invites them again', how => {
    const told = invited();
    const { observer } = told.log;
    if (how === 'revoked') told.revoke(observer);
    else told.log.add('seat.removed', { seatId: observer.seatId });
    expect(told.send()).toEqual(['cancellation Alan 1']);
    told.log.add('interview.changed', { scheduledAt: AT + HOUR });
    expect(told.send()).not.toContain('change Alan 2');
    told.link(observer);
    expect(told.send()).toEqual(['invitation Alan 2']);
  });

  it('tells a person who knows that their link was revoked when the interview is canceled, once', () => {
    const told = invited();
    const { observer, evaluator } = told.log;
    told.revoke(observer);
    told.log.add('seat.removed', { seatId: evaluator.seatId });
    told.send();
    told.log.add('interview.cancelled', {});
    expect(told.send().filter(letter => /Alan|Barbara/.test(letter))).toEqual(['cancellation Alan 2']);
    expect(told.send()).toEqual([]);
  });

  it('tells a person whose link was replaced the new link', () => {
    const told = invited();
    const { evaluator } = told.log;
    told.revoke(evaluator);
    told.link(evaluator);
    expect(told.due()).toMatchObject([{ facts: { linkId: told.log.seat(evaluator).link?.linkId } }]);
    expect(told.send()).toEqual(['change Barbara 1']);
  });

  it('sends an invitation again when staff ask for it', () => {
    const told = invited();
    told.rows = told.rows.map(row => ({ ...row, again: row.seatId === told.log.candidate.seatId }));
    expect(told.send()).toEqual(['invitation Ada 1']);
    expect(told.send()).toEqual([]);
  });

  it('invites a corrected address, and tells the earlier one that its invitation is for someone else', () => {
    const told = invited();
    const { interviewer } = told.log;
    const [before] = told.rows.filter(({ seatId }) => seatId === interviewer.seatId);
    told.log.add('seat.changed', { seatId: interviewer.seatId, email: 'ian@example.org' });
    told.link(interviewer);
    const [letter] = told.due().filter(({ seatId }) => seatId === interviewer.seatId);
    expect(letter).toMatchObject({
      ...{ reason: 'invitation', address: 'ian@example.org', sequence: 1 },
      readdressed: { address: 'interviewer@example.org', facts: before?.facts },
    });
    told.send();
    expect(told.send()).toEqual([]);
  });

  it('tells no earlier address that wasn’t invited', () => {
    const told = new Told();
    const { interviewer } = told.log;
    told.log.add('seat.changed', { seatId: interviewer.seatId, email: 'ian@example.org' });
    for (const letter of told.due()) expect(letter).not.toHaveProperty('readdressed');
    told.send();
    told.revoke(interviewer);
    told.send();
    told.log.add('seat.changed', { seatId: interviewer.seatId, email: 'olga@example.org' });
    told.link(interviewer);
    const [letter] = told.due().filter(({ seatId }) => seatId === interviewer.seatId);
    expect(letter).toMatchObject({ reason: 'invitation', address: 'olga@example.org' });
    expect(letter).not.toHaveProperty('readdressed');
  });

  describe('tells the candidate, and no one else, whom they meet', () => {
    it('when another interviewer comes or someone is replaced', () => {
      const told = invited();
      const { interviewer } = told.log;
      const more = { ...newSeat('interviewer', 'Ian'), email: 'ian@example.org' };
      told.log.add('seat.added', { seat: more });
      told.link(more);
      expect(told.send()).toEqual(['change Ada 1', 'invitation Ian 0']);
      told.log.add('seat.changed', {
        ...{ seatId: interviewer.seatId, displayName: 'Olga', email: 'olga@example.org' },
      });
      expect(told.send().toSorted()).toEqual(['change Ada 2', 'invitation Olga 1']);
      told.log.add('seat.removed', { seatId: more.seatId });
      expect(told.send().toSorted()).toEqual(['cancellation Ian 1', 'change Ada 3']);
      expect(told.send()).toEqual([]);
    });

    it('but not when only a name or an address is corrected, or when no one is left', () => {
      const told = invited();
      const { interviewer, secondInterviewer } = told.log;
      const { seatId, displayName } = interviewer;
      told.log.add('seat.changed', { seatId, email: 'g@example.org' });
      expect(told.send()).toEqual([`invitation ${displayName} 1`]);
      const other = invited();
      other.log.add('seat.changed', { seatId: other.log.interviewer.seatId, displayName: 'G. Hopper' });
      expect(other.send()).toEqual([]);
      told.log.add('seat.removed', { seatId });
      told.log.add('seat.removed', { seatId: secondInterviewer.seatId });
      expect(told.send().filter(letter => letter.includes('Ada'))).toEqual([]);
    });

    it('but not where an earlier version told them', () => {
      const told = invited();
      told.rows = told.rows.map(({ facts: { interviewers: _absent, ...facts }, ...row }) => ({
        ...row,
        facts,
      }));
      const more = { ...newSeat('interviewer', 'Ian'), email: 'ian@example.org' };
      told.log.add('seat.added', { seat: more });
      told.link(more);
      expect(told.send()).toEqual(['invitation Ian 0']);
    });
  });

  it('tells no one about a time that has passed', () => {
    const told = invited();
    told.log.add('interview.changed', { scheduledAt: LOG_START_MS - HOUR });
    expect(told.send()).toEqual([]);
    told.log.add('interview.changed', { scheduledAt: AT });
    told.now = AT + HOUR;
    const late = newSeat('observer', 'Late');
    told.log.add('seat.added', { seat: late });
    told.link(late);
    told.log.add('interview.cancelled', {});
    expect(told.send()).toEqual([]);
  });

  it('tells no one anything while it is open or after its end, and tells changes after it was closed', () => {
    const told = invited();
    told.log.add('session.opened', {});
    told.log.add('interview.changed', { scheduledAt: AT + HOUR });
    expect(told.send()).toEqual([]);
    told.log.add('session.closed', {});
    expect(told.send()).toEqual(toEveryone('change', 1));
    told.log.add('session.opened', {});
    told.log.add('session.ended', {});
    told.link(told.log.evaluator);
    expect(told.send()).toEqual([]);
  });

  it('with the recruiter also tells when the candidate may start', () => {
    const told = new Told();
    told.log.add('kit.chosen', chosenKit());
    const window = { opensAt: AT - HOUR, closesAt: AT + DAY };
    told.log.add('interview.changed', { window });
    expect(told.due()[0]?.facts).not.toHaveProperty('window');
    told.send();
    told.log.add('recruiter.assigned', { settings: DEFAULT_RECRUITER });
    expect(told.due()[0]?.facts).toMatchObject({ recruiter: true, window });
    told.send();
    told.now = AT + 2 * HOUR;
    told.log.add('interview.changed', { window: { ...window, closesAt: AT + 2 * DAY } });
    expect(told.send()).toEqual(toEveryone('change', 2));
  });
});

describe('no letter is due', () => {
  it('for an interview that is not by email', () => {
    const told = new Told({ mail: false });
    expect(told.send()).toEqual([]);
    told.log.add('interview.changed', { mail: true });
    expect(told.send()).toEqual(toEveryone('invitation', 0));
  });

  it('for practice', () => {
    const log = new InterviewLog({ length: 'short', purpose: 'evaluation' });
    log.add('interview.changed', { scheduledAt: AT, mail: true });
    for (const { seatId } of Object.values(log.state.seats))
      log.add('link.issued', { seatId, linkId: newLinkId(), expiresAt: AT });
    expect(dueLetters([], log.state, LOG_START_MS)).toEqual([]);
  });
});

describe('the zone of an interview', () => {
  it('is no news where it is known for the first time, by a newer version or by a choice', () => {
    const told = invited();
    told.log.add('interview.changed', { timeZone: 'Europe/Berlin' });
    expect(told.send()).toEqual([]);
    const reminded = told.rows.map(row =>
      dueReminder(row, REMINDERS[0], told.log.state, AT - REMINDERS[0].beforeMs),
    );
    expect(reminded).toEqual(EVERYONE.map(() => 'send'));
  });

  it('is told with the next letter, and in a letter of its own where another zone was told', () => {
    const told = invited();
    told.log.add('interview.changed', { timeZone: 'Europe/Berlin', plannedMinutes: 60 });
    expect(told.send()).toEqual(toEveryone('change', 1));
    told.log.add('interview.changed', { timeZone: 'America/New_York' });
    expect(told.due()[0]).toMatchObject({
      ...{ before: { zone: 'Europe/Berlin' }, facts: { zone: 'America/New_York' } },
    });
    expect(told.send()).toEqual(toEveryone('change', 2));
    expect(told.send()).toEqual([]);
  });
});

describe('an interview whose candidate chooses the time', () => {
  const offered = () => {
    const told = new Told();
    const until = AT;
    told.log.add('scheduling.offered', { until, changeHours: 12 });
    return told;
  };

  it('asks only the candidate, and invites everyone once there is a time', () => {
    const told = offered();
    expect(told.due()).toMatchObject([{ reason: 'invitation', facts: { choose: true, scheduledAt: AT } }]);
    expect(told.send()).toEqual(['invitation Ada 0']);
    told.log.add('interview.changed', { title: 'Second round', plannedMinutes: 30 });
    expect(told.send()).toEqual([]);
    told.log.add('interview.changed', { scheduledAt: AT - DAY });
    const [ada, grace] = told.due();
    expect(ada?.facts).toMatchObject({ scheduledAt: AT - DAY, changeableUntil: AT - DAY - 12 * HOUR });
    expect(ada?.before).toBeUndefined();
    expect(ada?.facts.choose).toBeUndefined();
    expect(grace?.facts.changeableUntil).toBeUndefined();
    expect(told.send()).toEqual([
      'invitation Ada 1',
      ...EVERYONE.slice(1).map(name => `invitation ${name} 0`),
    ]);
    told.log.add('interview.changed', { scheduledAt: AT - 2 * DAY });
    expect(told.send()).toEqual(['change Ada 2', ...EVERYONE.slice(1).map(name => `change ${name} 1`)]);
  });

  it('asks again with a new link, and tells only the candidate that it was canceled without a time', () => {
    const told = offered();
    told.send();
    told.link(told.log.candidate);
    expect(told.send()).toEqual(['invitation Ada 1']);
    told.log.add('interview.cancelled', {});
    expect(told.send()).toEqual(['cancellation Ada 2']);
  });

  it('has no reminders before there is a time', () => {
    const told = offered();
    told.send();
    told.now = AT - HOUR;
    const [row] = told.rows;
    if (!row) throw new Error('No one was told.');
    for (const reminder of REMINDERS)
      expect(dueReminder(row, reminder, told.log.state, told.now)).toBeUndefined();
  });
});
