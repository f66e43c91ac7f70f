import type { RtpStream } from './RtpStream.ts';

const VERSION = 0x80;
const SENDER_REPORT = 200;
const SOURCE_DESCRIPTION = 202;
const CNAME = 1;
/** Without report blocks (RFC 3550, section 6.4.1). */
const REPORT_BYTES = 28;
/** Seconds from 1900, where NTP begins to count, to 1970. */
const NTP_EPOCH_S = 2_208_988_800;

/**
 * A compound packet (RFC 3550, section 6.1) that says of all streams which RTP timestamps belong to one moment, and that they are one
 * person's. Reports of several streams of one sender go together (RFC 8108, section 5.3).
 *
 * @param timeMs The moment, in milliseconds since the streams began.
 * @param wallClockMs The same moment, in milliseconds since 1970.
 */
export function senderReport(
  streams: readonly RtpStream[],
  { timeMs, wallClockMs, cname }: { timeMs: number; wallClockMs: number; cname: string },
): Buffer {
  const descriptions = streams.map(({ ssrc }) => descriptionOf(ssrc, cname));
  const reports = streams.map(stream => reportOf(stream, timeMs, wallClockMs));
  const header = Buffer.of(VERSION | streams.length, SOURCE_DESCRIPTION, 0, 0);
  const description = Buffer.concat([header, ...descriptions]);
  description.writeUInt16BE(description.length / 4 - 1, 2);
  return Buffer.concat([...reports, description]);
}

function reportOf(stream: RtpStream, timeMs: number, wallClockMs: number): Buffer {
  const report = Buffer.alloc(REPORT_BYTES);
  report[0] = VERSION;
  report[1] = SENDER_REPORT;
  report.writeUInt16BE(REPORT_BYTES / 4 - 1, 2);
  report.writeUInt32BE(stream.ssrc, 4);
  const seconds = Math.floor(wallClockMs / 1_000);
  report.writeUInt32BE((seconds + NTP_EPOCH_S) >>> 0, 8);
  report.writeUInt32BE(Math.floor((wallClockMs / 1_000 - seconds) * 2 ** 32) >>> 0, 12);
  report.writeUInt32BE(stream.timestampAt(timeMs), 16);
  report.writeUInt32BE(stream.packets, 20);
  report.writeUInt32BE(stream.octets, 24);
  return report;
}

/** One chunk (RFC 3550, section 6.5): items, at least one zero, and zeros up to the next word. */
function descriptionOf(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname);
  const bytes = 4 + 2 + name.length;
  const chunk = Buffer.alloc(bytes + 4 - (bytes % 4));
  chunk.writeUInt32BE(ssrc, 0);
  chunk[4] = CNAME;
  chunk[5] = name.length;
  name.copy(chunk, 6);
  return chunk;
}
