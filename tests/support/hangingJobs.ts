import { pino } from 'pino';
import { Registry } from 'prom-client';
import { loadConfig } from '../../server/config.ts';
import { JobRunner } from '../../server/features/jobs/JobRunner.ts';
import { createStore } from '../../server/store/store.ts';

/**
 * A server that runs jobs of the kind `hang`, which never end, until it is killed. Its clock is ten minutes
 * ahead. Prints `begun TARGET` and `cut off TARGET`. The argument is the timing as JSON.
 */
const realNow = Date.now;
Date.now = () => realNow() + 10 * 60_000;

const config = loadConfig({ ...process.env, NODE_ENV: 'test', SECRET: 'a secret for the tests alone' });
const store = await createStore(config, pino({ level: 'silent' }));
new JobRunner({
  store: store.jobs,
  serverId: `process-${process.pid}`,
  handlers: [
    {
      kind: 'hang',
      run: async (target, { signal, progress }) => {
        progress(0.5);
        process.stdout.write(`begun ${target}\n`);
        const { promise, reject } = Promise.withResolvers<never>();
        signal.addEventListener('abort', () => {
          process.stdout.write(`cut off ${target}\n`);
          reject(signal.reason);
        });
        await promise;
      },
    },
  ],
  metrics: new Registry(),
  logger: pino({ level: 'silent' }),
  timing: JSON.parse(process.argv[2] ?? '{}'),
});
