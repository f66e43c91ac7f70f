import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type DtlsIdentity, dtlsHandshake } from './dtlsHandshake.ts';
import { SrtpSender, splitKeyMaterial } from './srtp.ts';
import { bindingRequest, type IceCredentials, isBindingSuccess } from './stun.ts';

/** Well below the server's consent timeout. */
const CONSENT_INTERVAL_MS = 2_500;

/** Address and credentials of an ICE-lite server's transport. */
export interface RemoteTransport extends IceCredentials {
  address: string;
  port: number;
}

/**
 * A minimal WebRTC peer of an ICE-lite server: ICE with consent, DTLS, outgoing SRTP. Incoming packets are counted by their plain headers
 * without decryption, to save processor time. Ends with `close()`.
 */
export class RtcEndpoint {
  readonly #socket: Socket;
  readonly #consent: NodeJS.Timeout;
  readonly #srtp: SrtpSender;

  static async connect(options: {
    remote: RemoteTransport;
    identity: DtlsIdentity;
    onRtp: (packet: Buffer) => void;
  }): Promise<RtcEndpoint> {
    const { remote, identity, onRtp } = options;
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
    try {
      socket.bind(0, remote.address);
      await once(socket, 'listening');
      socket.connect(remote.port, remote.address);
      await once(socket, 'connect');
      let onDtls = (_datagram: Buffer) => {};
      const paired = new Promise<void>(resolve => {
        socket.on('message', datagram => {
          const first = datagram[0] ?? 0;
          if (first >= 128 && !isRtcp(datagram)) onRtp(datagram);
          else if (first >= 20 && first < 64) onDtls(datagram);
          else if (isBindingSuccess(datagram)) resolve();
        });
      });
      socket.send(bindingRequest(remote));
      await paired;
      const material = await dtlsHandshake(
        identity,
        datagram => socket.send(datagram),
        listener => {
          onDtls = listener;
        },
      );
      return new RtcEndpoint(socket, remote, new SrtpSender(splitKeyMaterial(material).client));
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  private constructor(socket: Socket, remote: RemoteTransport, srtp: SrtpSender) {
    this.#socket = socket;
    this.#srtp = srtp;
    this.#consent = setInterval(() => socket.send(bindingRequest(remote)), CONSENT_INTERVAL_MS);
  }

  sendRtp(header: Buffer, payload: Buffer, packetIndex: number): void {
    this.#socket.send(this.#srtp.protectRtp(header, payload, packetIndex));
  }

  sendRtcp(packet: Buffer): void {
    this.#socket.send(this.#srtp.protectRtcp(packet));
  }

  close(): void {
    clearInterval(this.#consent);
    this.#socket.close();
  }
}

function isRtcp(datagram: Buffer): boolean {
  const type = datagram[1] ?? 0;
  return type >= 192 && type < 224;
}
