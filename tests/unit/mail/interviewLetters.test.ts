import { describe, expect, it } from 'vitest';
import { calendarFile } from '../../../server/features/mail/calendarFile.ts';
import { writeLetter } from '../../../server/features/mail/letter.ts';
import { letterOf, type MailKind } from '../../../server/texts/emails.ts';
import { NO_ORGANIZATION } from '../../../shared/organization.ts';

const AT = Date.UTC(2026, 11, 3, 14);
const HOUR = 60 * 60_000;
const SENDER = { ...NO_ORGANIZATION, name: 'Ampère', email: 'jobs@ampere.example' };
const LINK = 'https://interviews.example.com/join#0123456789abcdefghijkl';
const SCHEDULE = LINK.replace('join', 'schedule');

const CANDIDATE = {
  ...{
    seat: 'candidate',
    name: 'Rosa Vega',
    company: 'Ampère',
    jobRole: 'Nurse',
    title: 'Nurse, first round',
  },
  ...{ at: AT, minutes: 45, zone: 'Europe/Berlin', contact: 'jobs@ampere.example', phone: '+49 30 123' },
  ...{ url: LINK, uid: 'a@example.com', sequence: 0, interviewers: ['Ian Fleming'] },
};
const INTERVIEWER = { ...CANDIDATE, seat: 'interviewer', name: 'Ian Fleming', candidates: ['Rosa Vega'] };
const NEW_YORK = { ...CANDIDATE, ownZone: 'America/New_York' };
const CHOSEN = { ...NEW_YORK, scheduleUrl: SCHEDULE, changeableUntil: AT - 24 * HOUR };

function written(kind: MailKind, content: Record<string, unknown>) {
  const letter = letterOf(kind, content);
  if (!letter) throw new Error('There is no letter.');
  const { subject, text, html } = writeLetter(letter, SENDER);
  // Intl separates a time and its half of the day with a narrow space.
  return { letter, html, subject: plain(subject), text: plain(text) };
}
const plain = (text: string) => text.replaceAll('\u202f', ' ');
const invited = (content: Record<string, unknown>) => written('interview-invitation', content);
const canceled = (content: Record<string, unknown>) =>
  written('interview-cancellation', { withoutRecipient: false, ...content });

describe('times in messages about interviews', () => {
  it('are in the zone in which the candidate chose, and then in the organizer’s', () => {
    const { subject, text } = invited(CHOSEN);
    expect(subject).toBe('Your interview for Nurse is set: Thu, Dec 3, 9:00 AM EST');
    expect(text).toContain(
      '* When: Thursday, December 3, 2026 at 9:00 AM New York time (EST)\n* For the organizer: 3:00 PM Berlin time (GMT+1)\n',
    );
    expect(text).toContain('until Wednesday, December 2, 2026 at 9:00 AM New York time (EST).');
    const moved = { ...CHOSEN, newLink: false, before: { ...CHOSEN, at: AT - HOUR } };
    expect(written('interview-change', moved).text).toContain(
      'Your interview for Nurse was moved to another time.\n\n* When: Thursday, December 3, 2026 at 9:00 AM New York time (EST)\n* For the organizer: 3:00 PM Berlin time (GMT+1)\n* Before: Thursday, December 3, 2026 at 8:00 AM New York time (EST)\n',
    );
    expect(canceled(NEW_YORK).text).toContain('9:00 AM New York time (EST)');
  });

  it('follow the clocks of their zone, with the day of the organizer where it is another one', () => {
    expect(invited(CANDIDATE).subject).toBe('Your interview for Nurse, Thu, Dec 3, 15:00 GMT+1');
    const text = (ownZone: string) => invited({ ...CANDIDATE, ownZone }).text;
    expect(text('Asia/Calcutta')).toContain('at 7:30 PM Kolkata time (GMT+5:30)');
    expect(text('Pacific/Auckland')).toContain(
      'For the organizer: Thursday, December 3, 2026 at 3:00 PM Berlin time (GMT+1)',
    );
    expect(text('Europe/Paris')).not.toContain('For the organizer');
  });
});

describe('an invitation to several rounds', () => {
  const ROUNDS = [1, 2, 3].map(number => ({
    ...CANDIDATE,
    ...{ title: number === 2 ? 'System design' : `Nurse, round ${number}`, at: AT + number * HOUR },
    ...{ round: { number, of: 3 }, url: `${LINK}${number}`, uid: `${number}@example.com` },
  }));
  const [first] = ROUNDS;

  it('lists them in order, each with its time, people, link, and calendar file', () => {
    const { letter, subject, text, html } = written('interview-rounds', { ...first, rounds: ROUNDS });
    expect(subject).toBe('Your 3 interviews for Nurse, starting Thu, Dec 3, 16:00 GMT+1');
    expect(text).toContain('Ampère invites you to 3 interviews for Nurse. Each one has its own link.');
    const sections = [
      ...text.matchAll(
        /^Round (\d) of 3(.*)\n\n\* When: .* at (\d+):00.*\n.*\n\* You’ll meet: (.*)\n\n(.*):\n(\S+)$/gm,
      ),
    ];
    expect(sections.map(([, ...found]) => found)).toEqual([
      ['1', '', '16', 'Ian Fleming', 'Open round 1', `${LINK}1`],
      ['2', ': System design', '17', 'Ian Fleming', 'Open round 2', `${LINK}2`],
      ['3', '', '18', 'Ian Fleming', 'Open round 3', `${LINK}3`],
    ]);
    expect(text.match(/Where: /g)).toHaveLength(1);
    expect(html).toContain('>Your 3 interviews for Nurse</h1>');
    expect(html).toContain('>Round 2 of 3: System design</h2>');
    const people = { from: { name: 'Ampère', address: 'a@example.com' }, to: 'rosa@example.org' };
    const files = letter.calendars?.map(entry => calendarFile(entry, people));
    expect(files?.map(({ filename }) => filename)).toEqual(['round-1.ics', 'round-2.ics', 'round-3.ics']);
    expect(letter.calendars?.[1]?.summary).toBe('Interview for Nurse (round 2 of 3), Ampère');
  });

  it('uses the organization’s words', () => {
    const words = { subject: 'Welcome, {when}', text: 'Hi!\n\n{details}\n\n{link}' };
    const { subject, text } = written('interview-rounds', { ...first, words, rounds: ROUNDS });
    expect(subject).toBe('Welcome, Thu, Dec 3, 16:00 GMT+1');
    expect(text).toMatch(/^Hi!\n\nRound 1 of 3\n/);
  });
});

describe('a message to a candidate', () => {
  it('greets them, says whom they meet, and names no one else', () => {
    for (const content of [CANDIDATE, CHOSEN]) {
      const { text } = invited({ ...content, evaluators: ['Grace Hopper'], candidates: ['Rosa Vega'] });
      expect(text).toMatch(/^Hello Rosa Vega,\n\n/);
      expect(text).toContain('* You’ll meet: Ian Fleming');
      expect(text).not.toContain('Hopper');
    }
  });

  it('can have the organization’s words about the interviewers', () => {
    const words = { subject: 'Talk to {interviewers}', text: '{details}\n\n{link}' };
    expect(invited({ ...CANDIDATE, words }).subject).toBe('Talk to Ian Fleming');
    expect(invited({ ...CANDIDATE, interviewers: undefined, words }).subject).toBe(
      'Talk to the interviewers',
    );
  });

  it('says that the interview is set after they have chosen, with one colon before the address', () => {
    const { text } = invited(CHOSEN);
    expect(text).toContain('Your interview for Nurse is set.');
    expect(text).not.toContain('invites you');
    expect(text).toContain(`(EST).\n\nMove or cancel:\n${SCHEDULE}`);
    expect(text).not.toContain('doesn’t suit you');
  });

  it('says whom to write to where it is too late to move or cancel online', () => {
    const { scheduleUrl: _none, ...late } = { ...CHOSEN, tooLateToChange: true };
    for (const contact of [CHOSEN.contact, undefined]) {
      const { text, letter } = invited({ ...late, contact });
      expect(text).toContain('Your interview for Nurse is set.');
      expect(text).not.toMatch(/until Wednesday|Move or cancel/);
      expect(letter.calendar?.description).not.toMatch(/Move or cancel|schedule#/);
      expect(text).toContain(
        `It’s too late to move or cancel the interview online. If the time doesn’t suit you or you can’t make it, ${contact ? `write to ${contact}` : 'tell the person who invited you'}.`,
      );
    }
  });

  it('says how to ask for accommodations when something changes, too', () => {
    const change = { ...CANDIDATE, newLink: false, before: { ...CANDIDATE, at: AT - HOUR } };
    expect(written('interview-change', change).text).toContain('more time or written answers');
  });

  it('says the day once in its heading and details, and links the address for questions', () => {
    const { html } = invited(CANDIDATE);
    expect(html).toMatch(/<h1[^>]*>Your interview for Nurse<\/h1>/);
    expect(html).toContain('<a href="mailto:jobs@ampere.example" style="color:inherit">');
  });

  it('says that only the link is new', () => {
    const { subject, text } = written('interview-change', { ...CANDIDATE, newLink: true, before: CANDIDATE });
    expect(subject).toMatch(/^New link: your interview for Nurse,/);
    expect(text).toContain('You have a new link. The earlier one no longer works.');
    expect(text).not.toContain('has changed');
  });
});

describe('a change', () => {
  const moved = (content: Record<string, unknown>) =>
    written('interview-change', { ...content, newLink: false, before: { ...CANDIDATE, at: AT - HOUR } }).text;

  it('lists the new time before the earlier one, with the note of the person who moved it', () => {
    const note = 'The room is taken.\n-- \nSee you <later>.';
    const times = /\* When: Thu.* 15:00 Berlin.*\n\* Before: Thu.* 14:00 Berlin/;
    const candidate = moved({ ...CANDIDATE, by: 'staff', byName: 'Hanna', note });
    expect(candidate.match(/15:00/g)).toHaveLength(1);
    expect(candidate).toMatch(times);
    expect(candidate).toContain('Ampère wrote:\n> The room is taken.\n> --\n> See you <later>.\n\n');
    expect(candidate).not.toContain('Hanna');
    const { text: staff, html } = written('interview-change', {
      ...{ ...INTERVIEWER, by: 'staff', byName: 'Hanna', note },
      ...{ newLink: false, before: { ...CANDIDATE, at: AT - HOUR } },
    });
    expect(staff).toContain(
      'Hanna moved the interview for Nurse with Rosa Vega.\n\nHanna wrote:\n> The room',
    );
    expect(staff).toMatch(times);
    expect(html).toContain('The room is taken.<br>--<br>See you &#60;later&#62;.</blockquote>');
    expect(moved({ ...INTERVIEWER, by: 'candidate' })).toContain(
      'Rosa Vega, the candidate, moved the interview for Nurse.',
    );
    expect(moved({ ...CANDIDATE, by: 'recipient' })).toContain('You moved your interview for Nurse.');
  });

  it('of the interviewers tells the candidate whom they meet now', () => {
    const text = (before: string[], interviewers: string[]) =>
      written('interview-change', {
        ...CANDIDATE,
        ...{ newLink: false, interviewers, before: { ...CANDIDATE, interviewers: before } },
      }).text;
    expect(text(['Olga'], ['Ian'])).toContain('\n\nYou’ll meet Ian instead of Olga.');
    expect(text(['Olga'], ['Olga', 'Ian'])).toContain('\n\nYou’ll also meet Ian.');
    expect(text(['Olga', 'Ian'], ['Ian'])).toContain('\n\nYou’ll no longer meet Olga.');
  });

  it('of nothing that is listed has no empty list', () => {
    const { letter } = written('interview-change', { ...CANDIDATE, newLink: false, before: CANDIDATE });
    expect(letter.parts).not.toContainEqual({ kind: 'list', items: [] });
  });
});

describe('a cancellation', () => {
  it('tells candidates who canceled themselves what they did, and how to get another time', () => {
    const { text } = canceled({ ...CANDIDATE, by: 'recipient', note: 'I’m ill.' });
    expect(text).toContain('You canceled your interview for Nurse on Thursday, December 3');
    expect(text).toContain('If you’d like another time, write to jobs@ampere.example.');
    expect(text).not.toContain('ill');
  });

  it('tells staff which interview was canceled, by whom, and why', () => {
    const byCandidate = canceled({ ...INTERVIEWER, by: 'candidate', note: 'I’m ill.' });
    expect(byCandidate.subject).toMatch(/^Canceled: the interview for Nurse with Rosa Vega, Thu, Dec 3/);
    for (const words of [
      'was canceled by Rosa Vega, the candidate.',
      'Rosa Vega wrote:\n> I’m ill.',
      '* Title: Nurse, first round\n* Candidate: Rosa Vega',
    ])
      expect(byCandidate.text).toContain(words);
    expect(canceled({ ...INTERVIEWER, by: 'staff', byName: 'Olga' }).text).toContain('was canceled by Olga.');
  });

  it('tells the candidate nothing about who canceled, but what they wrote', () => {
    const { text } = canceled({ ...CANDIDATE, by: 'staff', note: 'We have to close early.' });
    expect(text).toContain(
      'Your interview for Nurse on Thursday, December 3, 2026 at 15:00 Berlin time (GMT+1) was canceled.',
    );
    expect(text).toMatch(/Ampère wrote:\r?\n> We have to close early\./);
  });

  it('is no cancellation where only a link was revoked', () => {
    const { subject, text, letter } = canceled({ ...CANDIDATE, withoutRecipient: true, revoked: true });
    expect(letter.calendar).toBeUndefined();
    expect(subject).toMatch(/^Your link no longer works: your interview for Nurse, /);
    expect(text).toContain('was revoked, so you can’t join with it anymore.');
    expect(text).not.toMatch(/cancel/i);
  });

  it('of someone’s part says who takes it over, and who decided that, but not to a candidate', () => {
    const removed = { withoutRecipient: true, by: 'staff' };
    const { subject, text } = canceled({
      ...{ ...INTERVIEWER, ...removed, byName: 'Olga Owner', replacedBy: 'Hanna Reich' },
    });
    expect(subject).toBe('You’re no longer interviewing Rosa Vega (Nurse), Thu, Dec 3, 15:00 GMT+1');
    expect(text).toContain(
      '(GMT+1). Hanna Reich takes over your part. Olga Owner made this change. Your link no longer works.',
    );
    expect(canceled({ ...CANDIDATE, ...removed }).subject).toMatch(
      /^You no longer take part in your interview for Nurse, Thu/,
    );
  });

  it('of an earlier version can still be sent', () => {
    const { zone: _zone, name: _name, interviewers: _interviewers, ...known } = CANDIDATE;
    expect(canceled({ ...known, zone: 'Europe/Berlin' }).text).toContain('was canceled.');
  });
});

describe('a message to staff', () => {
  it('says who else takes part, and doesn’t promise ratings without a kit', () => {
    const grace = { ...INTERVIEWER, seat: 'evaluator', name: 'Grace', evaluators: ['Barbara'] };
    const { text } = invited(grace);
    expect(text).toContain('* Interviewing: Ian Fleming\n* Also rating: Barbara');
    expect(text).toContain('enter your ratings');
    expect(invited({ ...grace, withoutKit: true }).text).not.toContain('your ratings');
  });
});

describe('a message to the member who created the interview', () => {
  const CHANGE = {
    ...{ name: 'Hanna', candidate: 'Rosa Vega', role: 'Nurse', title: 'Nurse, first round', at: AT },
    ...{ minutes: 45, zone: 'Europe/Berlin', interviewers: ['Ian Fleming'], othersTold: true },
    url: 'https://interviews.example.com/console/interviews/1',
  };

  it('says what the candidate did, from when to when, and links the interview', () => {
    const { subject, text } = written('candidate-change', { ...CHANGE, before: AT - HOUR });
    expect(subject).toBe('Rosa Vega moved the interview for Nurse: Thu, Dec 3, 15:00 GMT+1');
    for (const words of [
      '* When: Thursday, December 3, 2026 at 15:00 Berlin time (GMT+1)',
      '* Before: Thursday, December 3, 2026 at 14:00',
      'Everyone who takes part gets an email',
      CHANGE.url,
    ])
      expect(text).toContain(words);
    expect(written('candidate-change', CHANGE).subject).toMatch(/^Rosa Vega chose a time for the interview/);
  });

  it('says that and why the candidate canceled, also without a time, and whether others are told', () => {
    const canceled = { ...CHANGE, canceled: true, note: 'I took another position.', othersTold: undefined };
    const { text } = written('candidate-change', canceled);
    expect(text).toMatch(/Rosa Vega wrote:\r?\n> I took another position\./);
    expect(text).toContain('* It was planned for: Thursday');
    expect(text).toContain('Tell the others yourself.');
    const { subject } = written('candidate-change', { ...canceled, at: undefined });
    expect(subject).toBe('Rosa Vega canceled the interview for Nurse');
  });
});

describe('a message to a member', () => {
  const MEMBER = {
    ...INTERVIEWER,
    ...{ organizer: 'Hanna Reich', kit: 'Nurse, senior' },
    pageUrl: 'https://interviews.example.com/console/interviews/1',
  };

  it('names the candidate, who invites, and the kit, and links the page of the interview', () => {
    const { subject, text } = invited(MEMBER);
    expect(subject).toBe('Interview with Rosa Vega (Nurse), Thu, Dec 3, 15:00 GMT+1');
    for (const words of [
      'Hanna Reich invites you to interview Rosa Vega for Nurse.',
      '* Kit: Nurse, senior',
      `Open the page in the console:\n${MEMBER.pageUrl}`,
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('need an account');
    expect(invited(INTERVIEWER).text).toContain('need an account');
  });

  it('says who opens the interview, in the calendar entry, too', () => {
    const lead = invited({ ...MEMBER, isLead: true });
    const other = invited({ ...MEMBER, interviewers: ['Olga'], lead: 'Olga' });
    for (const part of [lead.text, lead.letter.calendar?.description])
      expect(part).toContain('You’re the lead: you open the interview and let the candidate in.');
    for (const part of [other.text, other.letter.calendar?.description])
      expect(part).toContain('Lead: Olga, who opens the interview');
  });

  it('says that the candidate chose the time, also in the organization’s words', () => {
    const chosen = { ...MEMBER, chosen: true };
    const { subject, text } = invited(chosen);
    expect(subject).toBe('Interview with Rosa Vega (Nurse), Thu, Dec 3, 15:00 GMT+1');
    expect(text).toContain(
      'Rosa Vega chose a time for the interview for Nurse. Hanna Reich invites you as an interviewer.',
    );
    expect(text).not.toContain('chose this time');
    const words = { subject: 'Interview', text: '{details}\n\n{link}' };
    expect(invited({ ...chosen, words }).text).toContain('* Rosa Vega chose this time.');
    expect(invited({ ...chosen, candidates: [] }).text).toContain('\n\nThe candidate chose a time');
  });

  it('leaves out a name that is hidden', () => {
    for (const kind of ['interview-invitation', 'interview-cancellation'] as const) {
      const { subject } = written(kind, { ...MEMBER, candidates: [], withoutRecipient: false });
      expect(subject).not.toContain('with');
    }
  });
});

describe('a letter to an address whose invitation someone else has', () => {
  it('names no one, cancels the calendar entry, and says whether its link works', () => {
    const { name: _name, candidates: _candidates, url: _url, interviewers: _met, ...known } = INTERVIEWER;
    const { subject, text, letter } = written('interview-cancellation', {
      ...known,
      ...{ withoutRecipient: true, readdressed: 'new-link', sequence: 1 },
    });
    expect(subject).toBe(
      'This invitation is no longer for you: the interview for Nurse, Thu, Dec 3, 15:00 GMT+1',
    );
    expect(letter.calendar).toMatchObject({ method: 'CANCEL', uid: INTERVIEWER.uid, sequence: 1 });
    expect(text).toContain('the link in it no longer works.');
    expect(text).not.toMatch(/Rosa|Ian/);
    const kept = { ...known, withoutRecipient: true, readdressed: 'same-link' };
    expect(written('interview-cancellation', kept).text).not.toContain('no longer works');
  });
});

describe('the calendar entry', () => {
  const fileOf = (content: Record<string, unknown>) => {
    const { calendar } = invited(content).letter;
    if (!calendar) throw new Error('There is no entry.');
    const from = { name: 'Ampère', address: 'jobs@ampere.example' };
    return {
      calendar,
      file: calendarFile(calendar, { from, to: 'rosa@example.com' }).content.replaceAll('\r\n ', ''),
    };
  };

  it('has everything that the candidate needs, and reminds', () => {
    const { calendar, file } = fileOf(CHOSEN);
    for (const words of [
      `Join by video: ${LINK}`,
      'You’ll meet: Ian Fleming',
      SCHEDULE,
      '+49 30 123',
      'Check your camera',
    ])
      expect(calendar.description).toContain(words);
    expect(file).toContain('BEGIN:VALARM');
    expect(file).toContain('CN="Rosa Vega"');
    expect(file).toContain('DTSTART;TZID=America/New_York:20261203T090000');
  });

  it('of staff names the candidate', () => {
    expect(fileOf(INTERVIEWER).calendar.summary).toBe('Interview: Rosa Vega, Nurse, first round');
  });
});
