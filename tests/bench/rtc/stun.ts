import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const MAGIC_COOKIE = 0x2112_a442;
const HEADER_BYTES = 20;

const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const ICE_CONTROLLING = 0x802a;

const INTEGRITY_BYTES = 4 + 20;
const FINGERPRINT_BYTES = 4 + 4;
const FINGERPRINT_MASK = 0x5354_554e;

/** ICE credentials of an ICE-lite server. */
export interface IceCredentials {
  usernameFragment: string;
  password: string;
}

/**
 * Builds a connectivity check that nominates its own path immediately (RFC 8445 with RFC 8489). With an ICE-lite server on a known address,
 * this one message, repeated as consent (RFC 7675), is all of ICE.
 */
export function bindingRequest({ usernameFragment, password }: IceCredentials): Buffer {
  const attributes = Buffer.concat([
    attribute(USERNAME, Buffer.from(`${usernameFragment}:bench`)),
    attribute(PRIORITY, uint32(0x6e7f_1eff)),
    attribute(ICE_CONTROLLING, randomBytes(8)),
    attribute(USE_CANDIDATE, Buffer.alloc(0)),
  ]);
  const transactionId = randomBytes(12);
  const withLength = (bytes: number) =>
    Buffer.concat([uint16(BINDING_REQUEST), uint16(bytes), uint32(MAGIC_COOKIE), transactionId, attributes]);

  // Each check covers everything before it, with a header length that includes the check itself.
  const signed = withLength(attributes.length + INTEGRITY_BYTES);
  const integrity = attribute(MESSAGE_INTEGRITY, createHmac('sha1', password).update(signed).digest());
  const whole = Buffer.concat([
    withLength(attributes.length + INTEGRITY_BYTES + FINGERPRINT_BYTES),
    integrity,
  ]);
  return Buffer.concat([whole, attribute(FINGERPRINT, uint32((crc32(whole) ^ FINGERPRINT_MASK) >>> 0))]);
}

export function isBindingSuccess(datagram: Buffer): boolean {
  return datagram.length >= HEADER_BYTES && datagram.readUInt16BE(0) === BINDING_SUCCESS;
}

function attribute(type: number, value: Buffer): Buffer {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  return Buffer.concat([uint16(type), uint16(value.length), value, padding]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
