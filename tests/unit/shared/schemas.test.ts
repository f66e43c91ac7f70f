import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { EVENT_PAYLOADS } from '../../../shared/interview/events.ts';
import { ChosenKit } from '../../../shared/kit/kit.ts';
import { MEDIA_EVENTS, MEDIA_REQUESTS } from '../../../shared/media/mediaPlane.ts';
import { ROUTES } from '../../../shared/protocol/http.ts';
import { NOTICES } from '../../../shared/protocol/notices.ts';
import { REQUESTS, RequestEnvelope, SocketAuth } from '../../../shared/protocol/requests.ts';
import { tries } from '../../support/longTests.ts';
import { mutationsOf, sampleOf } from '../../support/schemaMutation.ts';

/** Every message that a process receives from outside, by name. */
const SCHEMAS: [name: string, schema: z.ZodType][] = [
  ...Object.entries(REQUESTS).flatMap(([name, row]): [string, z.ZodType][] => [
    [`request ${name}`, row.params],
    [`result of ${name}`, row.result],
  ]),
  ...Object.entries(NOTICES).map(([name, schema]): [string, z.ZodType] => [`notice ${name}`, schema]),
  ...Object.entries(ROUTES).flatMap(([name, row]): [string, z.ZodType][] => [
    [`route ${name}`, row.params],
    [`result of route ${name}`, row.result],
  ]),
  ...Object.entries(MEDIA_REQUESTS).flatMap(([name, row]): [string, z.ZodType][] => [
    [`sfu request ${name}`, row.params],
    [`sfu result of ${name}`, row.result],
  ]),
  ...Object.entries(MEDIA_EVENTS).map(([name, schema]): [string, z.ZodType] => [`sfu event ${name}`, schema]),
  ...Object.entries(EVENT_PAYLOADS).map(([name, schema]): [string, z.ZodType] => [
    `log event ${name}`,
    schema,
  ]),
  ['request envelope', RequestEnvelope],
  // Decodes the response of `kit.read`; the review uses the schema of its route as well.
  ['kit that is read', ChosenKit],
];

describe.each(SCHEMAS)('%s', (_name, schema) => {
  it('accepts a valid message', () => {
    expect(schema.safeParse(sampleOf(schema)).error).toBeUndefined();
  });

  it('rejects mutations of it', () => {
    fc.assert(
      fc.property(mutationsOf(schema), mutation => {
        expect(schema.safeParse(mutation).success, JSON.stringify(mutation)).toBe(false);
      }),
      { numRuns: tries(70, 200) },
    );
  });
});

it.each(Object.entries(ROUTES).filter(([, { method }]) => method === 'GET' || method === 'DELETE'))(
  'the route %s, which has no body, has only fields of its path',
  (_name, { path, params }) => {
    const fields = Object.keys((params as z.ZodObject).shape);
    expect(fields.filter(field => !path.split('/').includes(`:${field}`))).toEqual([]);
  },
);

describe('the handshake of a socket', () => {
  const clientId = '01945b3c-7a00-7000-8000-000000000001';
  const good = [
    { kind: 'seat', joinToken: 'token', clientId },
    { kind: 'organizer', interviewId: clientId, clientId },
  ];

  it('names the page of a seat or of an organizer', () => {
    for (const auth of good) expect(SocketAuth.safeParse(auth).success).toBe(true);
  });

  it('is rejected with anything missing, added, mixed up, or too long', () => {
    const [seat, organizer] = good;
    const bad = [
      undefined,
      null,
      'seat',
      [],
      {},
      { ...seat, kind: 'organizer' },
      { ...organizer, kind: 'seat' },
      { ...seat, ...organizer },
      { ...seat, role: 'interviewer' },
      { ...seat, clientId: 'page-1' },
      { ...seat, clientId: undefined },
      { ...seat, joinToken: 'x'.repeat(2_049) },
      { ...organizer, interviewId: 7 },
    ];
    for (const auth of bad) expect(SocketAuth.safeParse(auth).success, JSON.stringify(auth)).toBe(false);
  });
});
