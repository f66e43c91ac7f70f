const HEADER_BYTES = 4;
/** Payload-specific feedback (RFC 4585, section 6.3). */
const PAYLOAD_FEEDBACK = 206;
const PICTURE_LOSS = 1;
/** Full intra request (RFC 5104, section 4.3.1). */
const FULL_INTRA = 4;

/** Whether a receiver asks for a key frame in this packet, which may be a compound of several. */
export function isKeyFrameRequest(packet: Buffer): boolean {
  for (let at = 0; at + HEADER_BYTES <= packet.length; ) {
    const format = (packet[at] ?? 0) & 0x1f;
    if (packet[at + 1] === PAYLOAD_FEEDBACK && (format === PICTURE_LOSS || format === FULL_INTRA))
      return true;
    at += HEADER_BYTES * (packet.readUInt16BE(at + 2) + 1);
  }
  return false;
}
