import { z } from 'zod';
import { EVENT_PAYLOADS, type EventKind } from '../../shared/interview/events.ts';
import { InterviewKit } from '../../shared/kit/kit.ts';
import { KitId, KitVersion } from '../../shared/kit/kitIds.ts';
import { KitDifference } from './kitReference.ts';
import { StoredFormat, type Upcaster } from './StoredFormat.ts';

/** A chosen kit as it is stored: a reference to a saved version and what differs from it, or the kit itself. */
export const StoredKitChoice = z.strictObject({
  kitId: KitId,
  version: KitVersion,
  kit: InterviewKit.optional(),
  difference: KitDifference.optional(),
});
export type StoredKitChoice = z.infer<typeof StoredKitChoice>;

/** Payloads that are stored otherwise than commands write them. */
const STORED_PAYLOADS = { 'kit.chosen': StoredKitChoice } as const;

/**
 * How payloads of earlier formats become payloads of today, by kind: the first function leads from format 1 to 2, the next one to 3. A kind
 * that is not listed has format 1.
 */
const UPCASTERS: Partial<Record<EventKind, readonly Upcaster[]>> = {
  // Format 1 has every kit in full.
  'kit.chosen': [choice => choice],
};

/** The stored format of each kind's payload. */
export const EVENT_FORMATS = new Map<string, StoredFormat<unknown>>(
  Object.entries({ ...EVENT_PAYLOADS, ...STORED_PAYLOADS }).map(([kind, schema]) => [
    kind,
    new StoredFormat<unknown>(schema, {
      upcasters: UPCASTERS[kind as EventKind],
      // A log is only added to, so that nothing of it is lost.
      unknownFields: 'leave-out',
    }),
  ]),
);
