import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';

/** Upper bound for sending a page: express with one file, in a process of its own. Prints its port. */
const [folder = '.'] = process.argv.slice(2);
const app = express();
app.use(express.static(path.resolve(folder)));
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`);
});
