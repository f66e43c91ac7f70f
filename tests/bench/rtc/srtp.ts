import { createCipheriv } from 'node:crypto';

/** Keys of one direction from a DTLS handshake: 128-bit key, 96-bit salt. */
export interface SrtpMasterKey {
  key: Buffer;
  salt: Buffer;
}

const KEY_BYTES = 16;
const SALT_BYTES = 12;
/** Key derivation labels (RFC 3711, section 4.3.1). */
const LABELS = { rtpKey: 0, rtpSalt: 2, rtcpKey: 3, rtcpSalt: 5 } as const;
const SEQUENCES = 0x1_0000;
const ENCRYPTED_FLAG = 0x8000_0000;

/** Key material that the profile takes from a handshake, in bytes. */
export const KEY_MATERIAL_BYTES = 2 * (KEY_BYTES + SALT_BYTES);

/** Splits a handshake's key material (RFC 5764, section 4.2) into the client's and the server's write keys. */
export function splitKeyMaterial(material: Buffer): { client: SrtpMasterKey; server: SrtpMasterKey } {
  const salts = 2 * KEY_BYTES;
  return {
    client: { key: material.subarray(0, KEY_BYTES), salt: material.subarray(salts, salts + SALT_BYTES) },
    server: { key: material.subarray(KEY_BYTES, salts), salt: material.subarray(salts + SALT_BYTES) },
  };
}

/** Encrypts one sender's packets with AEAD_AES_128_GCM (RFC 7714), the preferred profile of browsers and mediasoup. */
export class SrtpSender {
  readonly #rtpKey: Buffer;
  readonly #rtpSalt: Buffer;
  readonly #rtcpKey: Buffer;
  readonly #rtcpSalt: Buffer;
  #rtcpIndex = 0;

  constructor(master: SrtpMasterKey) {
    this.#rtpKey = derive(master, LABELS.rtpKey, KEY_BYTES);
    this.#rtpSalt = derive(master, LABELS.rtpSalt, SALT_BYTES);
    this.#rtcpKey = derive(master, LABELS.rtcpKey, KEY_BYTES);
    this.#rtcpSalt = derive(master, LABELS.rtcpSalt, SALT_BYTES);
  }

  /** `packetIndex` counts a stream's packets without wrapping; its lower 16 bits are the header's sequence number. */
  protectRtp(header: Buffer, payload: Buffer, packetIndex: number): Buffer[] {
    const iv = Buffer.alloc(SALT_BYTES);
    header.copy(iv, 2, 8, 12);
    iv.writeUInt32BE(Math.floor(packetIndex / SEQUENCES), 6);
    iv.writeUInt16BE(packetIndex % SEQUENCES, 10);
    return [header, ...seal(this.#rtpKey, xor(iv, this.#rtpSalt), header, payload)];
  }

  /** Encrypts a whole RTCP packet. */
  protectRtcp(packet: Buffer): Buffer[] {
    const index = ++this.#rtcpIndex;
    const iv = Buffer.alloc(SALT_BYTES);
    packet.copy(iv, 2, 4, 8);
    iv.writeUInt32BE(index, 8);
    const trailer = Buffer.alloc(4);
    trailer.writeUInt32BE((ENCRYPTED_FLAG | index) >>> 0);
    const header = packet.subarray(0, 8);
    const authenticated = Buffer.concat([header, trailer]);
    const sealed = seal(this.#rtcpKey, xor(iv, this.#rtcpSalt), authenticated, packet.subarray(8));
    return [header, ...sealed, trailer];
  }
}

function seal(
  key: Buffer,
  iv: Buffer,
  authenticated: Buffer,
  plain: Buffer,
): [encrypted: Buffer, tag: Buffer] {
  const cipher = createCipheriv('aes-128-gcm', key, iv);
  cipher.setAAD(authenticated);
  const encrypted = cipher.update(plain);
  cipher.final();
  return [encrypted, cipher.getAuthTag()];
}

function xor(iv: Buffer, salt: Buffer): Buffer {
  for (let index = 0; index < iv.length; index += 1) iv[index] = (iv[index] ?? 0) ^ (salt[index] ?? 0);
  return iv;
}

/** The key derivation function of RFC 3711 for a key derivation rate of zero. */
function derive({ key, salt }: SrtpMasterKey, label: number, bytes: number): Buffer {
  const block = Buffer.alloc(KEY_BYTES);
  salt.copy(block);
  block[7] = (block[7] ?? 0) ^ label;
  return createCipheriv('aes-128-ctr', key, block).update(Buffer.alloc(bytes));
}
