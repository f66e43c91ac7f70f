import { connect, createServer } from 'node:net';

/**
 * Run inside a participant's network: hands every connection to localhost:PORT on to the same port of HOST. Browsers take localhost for a
 * secure context, and only in one do they give out cameras.
 */
const [port, host] = process.argv.slice(2);

const server = createServer(client => {
  const upstream = connect({ port: Number(port), host });
  client.pipe(upstream);
  upstream.pipe(client);
  // Whatever ends one side ends the other, as if they were one connection.
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('forwarding\n'));
