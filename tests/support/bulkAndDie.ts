import { pino } from 'pino';
import { loadConfig } from '../../server/config.ts';
import { createStore } from '../../server/store/store.ts';
import { bulkServer, runNow } from './bulkServer.ts';

type Step = 'after-command' | 'after-outcome';

/** Carries out a change of many interviews, and is killed at a step of its second interview. */
const [, , bulkId = '', diesAt] = process.argv;
let commands = 0;
let outcomes = 0;
const dieAt = (step: Step, count: number) => {
  if (step === diesAt && count === 2) process.kill(process.pid, 'SIGKILL');
};
const config = loadConfig({ ...process.env, NODE_ENV: 'test', SECRET: 'a secret for the tests alone' });
const store = await createStore(config, pino({ level: 'silent' }));
const settle = store.bulk.settle.bind(store.bulk);
store.bulk.settle = async (...outcome) => {
  await settle(...outcome);
  outcomes += 1;
  dieAt('after-outcome', outcomes);
};
const bulk = bulkServer(store, () => {
  commands += 1;
  dieAt('after-command', commands);
});
await runNow(bulk, bulkId);
await store.close();
