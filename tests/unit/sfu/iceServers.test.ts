import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { iceServersFor, readMediaConfig } from '../../../sfu/config.ts';
import { JoinedPeer } from '../../../shared/media/peerMedia.ts';

const NOW = Date.UTC(2026, 10, 26);
const { iceServers } = readMediaConfig({
  ICE_SERVERS: JSON.stringify([
    { urls: 'stun:stun.example:3478' },
    { urls: ['turn:turn.example:3478'], secret: 'north' },
    { urls: 'turn:old.example:3478', username: 'u', credential: 'c' },
  ]),
});

it('creates TURN credentials per participant, verifiable with the server secret and valid for at most a day', () => {
  const [stun, turn, old] = iceServersFor(iceServers, 'peer-1', NOW);
  expect(stun).toEqual({ urls: 'stun:stun.example:3478' });
  expect(old).toEqual({ urls: 'turn:old.example:3478', username: 'u', credential: 'c' });
  const [expires, user] = turn?.username?.split(':') ?? [];
  expect(user).toBe('peer-1');
  expect(Number(expires) * 1_000 - NOW).toBe(12 * 60 * 60 * 1_000);
  const expected = createHmac('sha1', 'north').update(`${expires}:peer-1`).digest('base64');
  expect(turn?.credential).toBe(expected);
  expect(iceServersFor(iceServers, 'peer-2', NOW)[1]?.credential).not.toBe(expected);
});

it('never sends the TURN secret to a participant', () => {
  const told = iceServersFor(iceServers, 'peer-1', NOW);
  expect(JSON.stringify(told)).not.toContain('north');
  expect(JoinedPeer.shape.iceServers.parse(told)).toEqual(told);
});
