import { connect, createServer } from 'node:net';

/**
 * Runs inside a participant's network: forwards connections from localhost:PORT to the same port of HOST,
 * because pages can use cameras only on localhost or HTTPS.
 */
const [port, host] = process.argv.slice(2);

const server = createServer(client => {
  const upstream = connect({ port: Number(port), host });
  client.pipe(upstream);
  upstream.pipe(client);
  // The end of either side ends the other.
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
  upstream.on('close', () => client.destroy());
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('forwarding\n'));
