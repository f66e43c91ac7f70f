import { describe, expect, it } from 'vitest';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();

const code = (error: { code: string }) => expect.objectContaining(error);

describe('joining the room', () => {
  it('takes the candidate through pre-join and the waiting room, while staff walk in after the lead has opened it', async () => {
    const candidate = await theatre.stage.open('candidate');
    const lead = await theatre.stage.enter('lead');
    expect(candidate.own.presence).toBe('preparing');
    await lead.waitForView(
      'the lead to see the candidate prepare',
      view => view.seats[theatre.stage.seatId('candidate')]?.presence === 'preparing',
    );

    await candidate.request('consent.give', { consent: { version: 1, recording: true, observers: true } });
    await candidate.request('seat.enter', {});
    await candidate.waitForView('waiting', () => candidate.own.presence === 'waiting');
    expect(lead.own.presence).toBe('waiting');

    await lead.request('session.open', {});
    await lead.waitForView(
      'the lead inside',
      view => view.phase === 'open' && lead.own.presence === 'inside',
    );
    await candidate.waitForView('the open session', view => view.phase === 'open');
    expect(candidate.own.presence).toBe('waiting');

    await lead.request('seat.admit', { seatId: theatre.stage.seatId('candidate') });
    await candidate.waitForView('the candidate inside', () => candidate.own.presence === 'inside');
  });

  it('needs the candidate’s answers first', async () => {
    const candidate = await theatre.stage.open('candidate');
    await expect(candidate.request('seat.enter', {})).rejects.toEqual(code({ code: 'invalid' }));
  });

  it('shows the candidate’s setup progress to interviewers and the console, and to no one else', async () => {
    const [candidate, lead, evaluator, watching] = await Promise.all([
      theatre.stage.open('candidate'),
      theatre.stage.open('lead'),
      theatre.stage.open('evaluator'),
      theatre.stage.openConsole(),
    ]);
    await candidate.request('setup.report', {
      setup: {
        browser: 'Firefox 150',
        camera: 'denied',
        microphone: 'ok',
        speaker: 'unchecked',
        connection: 'testing',
        ready: false,
      },
    });
    const seen = (page: typeof lead) =>
      page.seat(theatre.stage.seatId('candidate'))?.setup?.camera === 'denied';
    await lead.waitForView('the set-up', () => seen(lead));
    await watching.waitForView('the set-up', () => seen(watching));
    await evaluator.resume();
    expect(evaluator.seat(theatre.stage.seatId('candidate'))).not.toHaveProperty('setup');
  });

  it('lets staff send a message of help to the chosen person', async () => {
    const [candidate, lead, second, observer, watching] = await Promise.all([
      theatre.stage.open('candidate'),
      theatre.stage.open('lead'),
      theatre.stage.open('second'),
      theatre.stage.open('observer'),
      theatre.stage.openConsole(),
    ]);
    await watching.request('help.send', {
      toSeatId: theatre.stage.seatId('candidate'),
      text: 'Click the camera icon.',
    });
    await lead.request('help.send', {
      toSeatId: theatre.stage.seatId('second'),
      text: 'Your microphone is far away.',
    });
    await candidate.waitForView('the help', view => Object.keys(view.help).length > 0);
    await second.waitForView('all help', view => Object.keys(view.help).length === 2);
    expect(Object.values(candidate.view.help)).toMatchObject([
      { fromName: 'Olga Owner', text: 'Click the camera icon.' },
    ]);
    await observer.resume();
    expect(observer.view.help).toEqual({});
    await expect(
      candidate.request('help.send', { toSeatId: theatre.stage.seatId('lead'), text: 'Help!' }),
    ).rejects.toEqual(code({ code: 'forbidden' }));
  });
});

describe('the lead', () => {
  it('closes the room for a break: everyone waits, and the candidate must be admitted again', async () => {
    const { candidate, lead, evaluator } = await theatre.stage.everybodyInside();
    await lead.request('session.close', {});
    await candidate.waitForView(
      'the lobby',
      view => view.phase === 'lobby' && candidate.own.presence === 'waiting',
    );
    await lead.request('session.open', {});
    await evaluator.waitForView('the room again', () => evaluator.own.presence === 'inside');
    await candidate.waitForView('the open session', view => view.phase === 'open');
    expect(candidate.own.presence).toBe('waiting');
  });

  it('extends the interview: the answer and every view have the same new end', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const before = lead.view.endsAt ?? 0;
    const { endsAt } = await lead.request('session.extend', { minutes: 15 });
    expect(endsAt).toBe(before + 15 * 60_000);
    await candidate.waitForView('the new end', view => view.endsAt === endsAt);
  });

  it('sends the candidate back to the waiting room and admits them again', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const who = { seatId: theatre.stage.seatId('candidate') };
    await lead.request('seat.sendToLobby', who);
    await candidate.waitForView('waiting', () => candidate.own.presence === 'waiting');
    await lead.request('seat.admit', who);
    await candidate.waitForView('inside', () => candidate.own.presence === 'inside');
  });

  it('hands the lead over and has no lead rights after it', async () => {
    const { lead, second } = await theatre.stage.everybodyInside();
    await lead.request('lead.transfer', { seatId: theatre.stage.seatId('second') });
    await second.waitForView('the lead', view => view.leadSeatId === theatre.stage.seatId('second'));
    await expect(lead.request('session.extend', { minutes: 5 })).rejects.toEqual(code({ code: 'not-lead' }));
    await second.request('session.extend', { minutes: 5 });
  });

  it('cannot hand the lead to a candidate, an evaluator, or an observer', async () => {
    const { lead } = await theatre.stage.everybodyInside();
    for (const part of ['candidate', 'evaluator', 'observer'] as const)
      await expect(lead.request('lead.transfer', { seatId: theatre.stage.seatId(part) })).rejects.toEqual(
        code({ code: 'invalid' }),
      );
  });

  it('removes a person: their page says so and is cut off, and their link no longer works', async () => {
    const { lead, observer } = await theatre.stage.everybodyInside();
    await lead.request('seat.remove', { seatId: theatre.stage.seatId('observer') });
    expect(await observer.ended).toBe('removed');
    await observer.disconnected;
    await expect(theatre.stage.open('observer')).rejects.toEqual(code({ code: 'link-invalid' }));
    await lead.waitForView('one watcher less', view => view.watching === 1);
  });

  it('invites a removed person again with a new link', async () => {
    const { lead } = await theatre.stage.everybodyInside();
    const seatId = theatre.stage.seatId('candidate');
    await lead.request('seat.remove', { seatId });
    const { link } = await theatre.owner.call('links.issue', {
      interviewId: theatre.stage.interviewId,
      seatId,
    });
    const again = await theatre.stage.openLink(link.url);
    expect(again.own.presence).toBe('preparing');
    expect(again.own.admitted).toBe(false);
  });

  it('ends the interview for everyone, and nothing can be done after it', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    await lead.request('session.end', {});
    await candidate.waitForView('the end', view => view.phase === 'ended');
    for (const attempt of [
      () => lead.request('session.open', {}),
      () => lead.request('session.extend', { minutes: 5 }),
      () => candidate.request('seat.enter', {}),
      () => candidate.request('chat.send', { text: 'Bye' }),
    ])
      await expect(attempt()).rejects.toEqual(code({ code: 'wrong-phase' }));
  });

  it('is the only one with these rights', async () => {
    const pages = await theatre.stage.everybodyInside();
    for (const part of ['candidate', 'evaluator', 'observer'] as const) {
      const page = pages[part];
      for (const attempt of [
        () => page.request('session.close', {}),
        () => page.request('session.end', {}),
        () => page.request('session.extend', { minutes: 5 }),
        () => page.request('seat.remove', { seatId: theatre.stage.seatId('lead') }),
        () => page.request('lead.transfer', { seatId: theatre.stage.seatId(part) }),
      ])
        await expect(attempt()).rejects.toEqual(code({ code: 'forbidden' }));
    }
    await expect(pages.second.request('session.end', {})).rejects.toEqual(code({ code: 'not-lead' }));
  });

  it('loses the role to the other interviewer when they leave permanently', async () => {
    const { lead, second } = await theatre.stage.everybodyInside();
    await lead.request('seat.leave', {});
    await second.waitForView('the lead', view => view.leadSeatId === theatre.stage.seatId('second'));
  });
});

describe('chat', () => {
  it('reaches no one outside the room, neither live nor in a full view', async () => {
    const pages = await theatre.stage.everybodyInside();
    await pages.evaluator.request('seat.leave', {});
    await pages.observer.request('seat.leave', {});
    await pages.lead.request('seat.sendToLobby', { seatId: theatre.stage.seatId('candidate') });
    const inPreJoin = await theatre.stage.open('candidate');
    await pages.lead.request('chat.send', { text: 'What do you think of her?' });
    await pages.second.waitForView('the line', view => Object.keys(view.chat).length === 1);
    for (const page of [pages.candidate, inPreJoin, pages.evaluator, pages.observer]) {
      // Anything in flight arrives before the answer.
      await page.resume();
      expect(JSON.stringify([page.notices, page.view])).not.toContain('What do you think');
    }
  });

  it('is sent by people who talk to everyone in the room', async () => {
    const pages = await theatre.stage.everybodyInside();
    await pages.candidate.request('chat.send', { text: 'Can you hear me?' });
    await pages.lead.request('chat.send', { text: 'Loud and clear.' });
    for (const part of ['candidate', 'lead', 'evaluator', 'observer'] as const) {
      await pages[part].waitForView('both lines', view => Object.keys(view.chat).length === 2);
      expect(Object.values(pages[part].view.chat).map(line => line.text)).toEqual([
        'Can you hear me?',
        'Loud and clear.',
      ]);
    }
  });

  it('is closed to people who only watch, and to a candidate in the waiting room', async () => {
    const { evaluator, observer, candidate, lead } = await theatre.stage.everybodyInside();
    for (const page of [evaluator, observer])
      await expect(page.request('chat.send', { text: 'psst' })).rejects.toEqual(code({ code: 'forbidden' }));
    await lead.request('seat.sendToLobby', { seatId: theatre.stage.seatId('candidate') });
    await expect(candidate.request('chat.send', { text: 'hello?' })).rejects.toEqual(
      code({ code: 'not-admitted' }),
    );
  });
});

describe('people who only watch', () => {
  it('are only a number to the candidate', async () => {
    const { candidate } = await theatre.stage.everybodyInside();
    await candidate.waitForView('two watchers', view => view.watching === 2);
    expect(Object.keys(candidate.view.seats).sort()).toEqual(
      (['candidate', 'lead', 'second'] as const).map(part => theatre.stage.seatId(part)).sort(),
    );
    const everythingHeard = JSON.stringify(candidate.notices);
    for (const part of ['evaluator', 'observer'] as const)
      expect(everythingHeard).not.toContain(theatre.stage.seatId(part));
  });

  it('leave when the candidate refuses observers, except for evaluators', async () => {
    const { candidate, evaluator, observer } = await theatre.stage.everybodyInside();
    await candidate.request('consent.give', { consent: { version: 1, recording: true, observers: false } });
    await observer.waitForView('the observer outside', () => observer.own.presence === 'left');
    expect(observer.view.observersAllowed).toBe(false);
    await expect(observer.request('seat.enter', {})).rejects.toEqual(code({ code: 'forbidden' }));
    await expect(observer.request('media.join', { rtpCapabilities: { codecs: [] } })).rejects.toMatchObject({
      code: 'not-admitted',
    });
    await candidate.waitForView('one watcher', view => view.watching === 1);
    expect(evaluator.own.presence).toBe('inside');
  });
});

describe('dropped connections', () => {
  it('show as reconnecting, keep the seat, and return to the same seat', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    candidate.close();
    const presence = () => lead.seat(theatre.stage.seatId('candidate'))?.presence;
    await lead.waitForView('reconnecting', () => presence() === 'reconnecting');
    const back = await theatre.stage.open('candidate', candidate.clientId);
    expect(back.own.presence).toBe('inside');
    await lead.waitForView('inside again', () => presence() === 'inside');
  });

  it('of a page in pre-join show as left', async () => {
    const candidate = await theatre.stage.open('candidate');
    const lead = await theatre.stage.open('lead');
    candidate.close();
    await lead.waitForView('left', () => lead.seat(theatre.stage.seatId('candidate'))?.presence === 'left');
  });
});

describe('two pages of one person', () => {
  it.each(['candidate', 'lead'] as const)(
    'as %s: the later one takes over, and the other is told',
    async part => {
      const first = (await theatre.stage.everybodyInside())[part];
      const second = await theatre.stage.open(part);
      expect(first.own.presence).toBe('inside');
      await second.request('seat.enter', {});
      expect(await first.ended).toBe('taken-over');
      await first.disconnected;
      await second.waitForView('inside', () => second.own.presence === 'inside');
    },
  );

  it('as evaluator both stay', async () => {
    const { evaluator } = await theatre.stage.everybodyInside();
    const second = await theatre.stage.enter('evaluator');
    await second.waitForView('inside', () => second.own.presence === 'inside');
    await evaluator.resume();
    expect(evaluator.own.presence).toBe('inside');
    // The observer's page and both of the evaluator's: another person may be reading along on the second.
    expect(evaluator.view.watching).toBe(3);
  });

  it('with the same page id: the new one replaces a connection that only seems alive', async () => {
    const { candidate, lead } = await theatre.stage.everybodyInside();
    const again = await theatre.stage.open('candidate', candidate.clientId);
    await candidate.disconnected;
    expect(again.own.presence).toBe('inside');
    await again.request('chat.send', { text: 'still here' });
    await lead.waitForView('the line', view => Object.keys(view.chat).length === 1);
    expect(lead.seat(theatre.stage.seatId('candidate'))?.presence).toBe('inside');
  });
});

describe('the console', () => {
  it('sees everyone’s presence live and can hand the lead over', async () => {
    const watching = await theatre.stage.openConsole();
    const lead = await theatre.stage.enter('lead');
    await watching.waitForView(
      'the lead waiting',
      () => watching.seat(theatre.stage.seatId('lead'))?.presence === 'waiting',
    );
    await watching.request('lead.transfer', { seatId: theatre.stage.seatId('second') });
    await lead.waitForView('the other lead', view => view.leadSeatId === theatre.stage.seatId('second'));
  });

  it('cannot join, send or receive media, or run the interview', async () => {
    const watching = await theatre.stage.openConsole();
    for (const attempt of [
      () => watching.request('seat.enter', {}),
      () => watching.request('session.open', {}),
      () => watching.request('chat.send', { text: 'hello' }),
      () => watching.request('media.join', { rtpCapabilities: {} }),
    ])
      await expect(attempt()).rejects.toEqual(code({ code: 'forbidden' }));
  });

  it('changes and cancels an interview while people are in it', async () => {
    const candidate = await theatre.stage.open('candidate');
    const { interviewId } = theatre.stage;
    await theatre.owner.call('interviews.change', { interviewId, title: 'Platform Engineer' });
    await candidate.waitForView('the new title', view => view.title === 'Platform Engineer');
    await theatre.owner.call('interviews.cancel', { interviewId });
    await candidate.waitForView('the cancellation', view => view.phase === 'cancelled');
  });
});
