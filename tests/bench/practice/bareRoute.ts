import type { AddressInfo } from 'node:net';
import express from 'express';

/** Lower bound of a form's response time: express, in a process of its own, parses a JSON request and responds with a few fields. */
const ANSWER = {
  page: 'A'.repeat(22),
  interviewId: '00000000-0000-7000-8000-000000000000',
  place: { state: 'waiting', ahead: 100, minutes: 10 },
};
const app = express();
app.use(express.json());
app.post('/', (_request, response) => {
  response.json(ANSWER);
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`);
});
