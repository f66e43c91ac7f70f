import { pino } from 'pino';
import { Registry } from 'prom-client';
import { loadConfig } from '../../server/config.ts';
import { JobRunner } from '../../server/features/jobs/JobRunner.ts';
import { Mail } from '../../server/features/mail/Mail.ts';
import { RateLimits } from '../../server/limits/RateLimits.ts';
import { createStore } from '../../server/store/store.ts';
import { NO_ORGANIZATION } from '../../shared/organization.ts';

/** A server that only sends mail, until it is killed. */
const config = loadConfig({ ...process.env, NODE_ENV: 'test', SECRET: 'a secret for the tests alone' });
const logger = pino({ level: 'silent' });
const store = await createStore(config, logger);
const runner = new JobRunner({
  store: store.jobs,
  serverId: `process-${process.pid}`,
  handlers: [],
  metrics: new Registry(),
  logger,
  timing: { pollMs: 20, beatMs: 20 },
});
const sender = async () => NO_ORGANIZATION;
new Mail({ config, mails: store.mails, runner, sender, limits: new RateLimits(), logger });
