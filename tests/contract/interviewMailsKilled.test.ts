import path from 'node:path';
import { expect, it } from 'vitest';
import { PersonalLinks } from '../../server/features/personalLinks.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import { SYSTEM } from '../../shared/interview/events.ts';
import { newInterviewId, newSeat } from '../support/interviewLog.ts';
import { Program } from '../support/program.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const PUBLIC_URL = 'https://interviews.example.com';
const LINKS = new PersonalLinks({ publicUrl: PUBLIC_URL, secret: 'a secret for the tests alone' });
const PEOPLE = [newSeat('candidate', 'Ada'), newSeat('interviewer', 'Grace'), newSeat('observer', 'Alan')];

onEveryDatabase((open, _kind, env) => {
  it('everyone is told once, however often the telling process is killed between its steps', async () => {
    const store = await open();
    const interviewId = newInterviewId();
    const plan = { scheduledAt: Date.now() + 48 * 60 * 60_000, plannedMinutes: 45 };
    const links = PEOPLE.map(seat => LINKS.create(seat, plan));
    await new Interviews({ store: store.interviews }).create(interviewId, SYSTEM, {
      events: [
        {
          kind: 'interview.created',
          payload: {
            ...{ interviewId, title: 'First round', jobRole: 'Developer', seats: PEOPLE, mail: true },
            ...plan,
          },
        },
        ...links.map(({ event }) => event),
      ],
      result: undefined,
      newLinks: links.map(({ stored }) => stored),
    });
    const run = async (diesAt: string) => {
      const teller = new Program({
        command: process.execPath,
        args: [path.join(import.meta.dirname, '../support/tellAndDie.ts'), interviewId, diesAt],
        env: { ...process.env, ...env(), PUBLIC_URL },
      });
      const { signal } = await teller.exited;
      const [told, mails] = [await store.toldSeats.of(interviewId), await store.mails.list(99)];
      // No message without what its person was told, and the other way around.
      expect(mails.map(({ mailId }) => mailId).sort()).toEqual(told.map(({ mailId }) => mailId).sort());
      return { signal, told: told.length, due: (await store.toldSeats.listToFollow(9)).length };
    };
    // Killed between the message and the commit, then between the first person and the second.
    expect(await run('after-message')).toEqual({ signal: 'SIGKILL', told: 0, due: 1 });
    expect(await run('after-first')).toEqual({ signal: 'SIGKILL', told: 1, due: 1 });
    expect(await run('never')).toEqual({ signal: null, told: 3, due: 0 });
    expect(new Set((await store.mails.list(99)).map(({ address }) => address)).size).toBe(3);
  });
});
