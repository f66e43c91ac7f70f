import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Program } from '../../support/program.ts';
import { KEY_MATERIAL_BYTES } from './srtp.ts';

const PROFILE = 'SRTP_AEAD_AES_128_GCM';
const HANDSHAKE_TIMEOUT_MS = 20_000;

/** Files of a certificate and its key, for openssl. */
export interface DtlsIdentity {
  certificateFile: string;
  keyFile: string;
  /** SHA-256, in the format of SDP. */
  fingerprint: string;
}

/** Creates a certificate in `folder`, for all handshakes of a run. */
export async function createDtlsIdentity(folder: string): Promise<DtlsIdentity> {
  const certificateFile = path.join(folder, 'certificate.pem');
  const keyFile = path.join(folder, 'key.pem');
  const openssl = new Program({
    command: 'openssl',
    args: `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=bench -out ${certificateFile} -keyout ${keyFile}`.split(
      ' ',
    ),
  });
  const { code } = await openssl.exited;
  if (code !== 0) throw new Error(`openssl makes no certificate. It said:\n${openssl.output}`);
  const { fingerprint256 } = new X509Certificate(readFileSync(certificateFile));
  return { certificateFile, keyFile, fingerprint: fingerprint256 };
}

/**
 * Performs a DTLS client handshake over another part's datagram path. Node has no DTLS, so openssl does it through a local socket. It is
 * killed after it has printed the keys, because an orderly shutdown would close the media connection.
 */
export async function dtlsHandshake(
  identity: DtlsIdentity,
  send: (datagram: Buffer) => void,
  onDatagram: (listener: (datagram: Buffer) => void) => void,
): Promise<Buffer> {
  const relay = createSocket('udp4');
  relay.bind(0, '127.0.0.1');
  await once(relay, 'listening');
  let opensslPort: number | undefined;
  relay.on('message', (datagram, from) => {
    opensslPort = from.port;
    send(datagram);
  });
  onDatagram(datagram => {
    if (opensslPort !== undefined) relay.send(datagram, opensslPort, '127.0.0.1');
  });
  try {
    return await keysFromOpenssl(identity, relay);
  } finally {
    onDatagram(() => {});
    relay.close();
  }
}

async function keysFromOpenssl({ certificateFile, keyFile }: DtlsIdentity, relay: Socket): Promise<Buffer> {
  const child = spawn(
    'openssl',
    [
      ...['s_client', '-dtls1_2', '-connect', `127.0.0.1:${relay.address().port}`],
      ...['-cert', certificateFile, '-key', keyFile, '-use_srtp', PROFILE],
      ...['-keymatexport', 'EXTRACTOR-dtls_srtp', '-keymatexportlen', String(KEY_MATERIAL_BYTES)],
    ],
    // An open stdin keeps openssl from closing the connection.
    { stdio: ['pipe', 'pipe', 'pipe'], timeout: HANDSHAKE_TIMEOUT_MS, killSignal: 'SIGKILL' },
  );
  const closed = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (/Keying material: [0-9A-F]+\n/.test(output)) child.kill('SIGKILL');
    });
  }
  await closed;
  const material = /Keying material: ([0-9A-F]+)\n/.exec(output)?.[1];
  if (!material) throw new Error(`No DTLS handshake. openssl said:\n${output}`);
  return Buffer.from(material, 'hex');
}
