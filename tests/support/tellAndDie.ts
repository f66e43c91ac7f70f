import { pino } from 'pino';
import { loadConfig } from '../../server/config.ts';
import { InterviewMails } from '../../server/features/interviewMails/InterviewMails.ts';
import { PersonalLinks } from '../../server/features/personalLinks.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { MailContent } from '../../server/store/mailStore.ts';
import { createStore } from '../../server/store/store.ts';
import { InterviewId } from '../../shared/ids.ts';

type Step = 'after-message' | 'after-first';

/** Tells the people of an interview by email, and is killed at a step. */
const interviewId = InterviewId.parse(process.argv[2]);
const diesAt = process.argv[3] as Step;
const dieAt = (step: Step) => {
  if (step === diesAt) process.kill(process.pid, 'SIGKILL');
};
const config = loadConfig({ ...process.env, NODE_ENV: 'test', SECRET: 'a secret for the tests alone' });
const logger = pino({ level: 'silent' });
const store = await createStore(config, logger);
const { toldSeats } = store;
const tell = toldSeats.tell.bind(toldSeats);
toldSeats.tell = async (...letter) => {
  const told = await tell(...letter);
  dieAt('after-first');
  return told;
};
const mails = new InterviewMails({
  publicUrl: config.publicUrl,
  interviews: new Interviews({ store: store.interviews }),
  logs: store.interviews,
  told: toldSeats,
  mail: {
    configured: true,
    isCrowded: async () => false,
    send: async ({ onceKey, kind, address, content }, transaction) => {
      const message = { onceKey, kind, address, content: content as MailContent, secret: undefined };
      const mailId = await store.mails.add({ ...message, state: 'waiting', pageId: undefined }, transaction);
      dieAt('after-message');
      return mailId;
    },
  },
  links: new PersonalLinks(config),
  organization: async () => ({ name: '', email: '' }),
  messages: { wordsFor: async () => undefined },
  logger,
});
await mails.follow(interviewId);
await mails.close();
await store.close();
