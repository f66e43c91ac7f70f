import { expect, it } from 'vitest';
import { roundTripOf } from '../../../client/core/media/connectionQuality.ts';

const reportOf = (...entries: { id: string; type: string; [key: string]: unknown }[]) =>
  new Map(entries.map(entry => [entry.id, entry])) as unknown as RTCStatsReport;
const pair = (id: string, seconds: number | undefined, more: object = {}) => ({
  id,
  type: 'candidate-pair',
  ...(seconds !== undefined && { currentRoundTripTime: seconds }),
  ...more,
});

it.each([
  [
    'that the transport names',
    reportOf(
      pair('first', 0.3, { nominated: true }),
      pair('used', 0.02, { nominated: true }),
      pair('last', 0.4, { nominated: true }),
      { id: 'transport', type: 'transport', selectedCandidatePairId: 'used' },
    ),
  ],
  [
    'that Firefox marks',
    reportOf(
      pair('first', 0.3, { nominated: true, selected: false }),
      pair('used', 0.02, { nominated: true, selected: true }),
      pair('last', 0.4, { nominated: true, selected: false }),
    ),
  ],
  [
    'that was nominated, where no one says more',
    reportOf(pair('failed', 0.3), pair('used', 0.02, { nominated: true })),
  ],
])('the round trip is that of the path %s', (_, report) => {
  expect(roundTripOf(report)).toBe(20);
});

it('is not known before a first answer has come back on the path that is used', () => {
  const transport = { id: 'transport', type: 'transport', selectedCandidatePairId: 'used' };
  expect(
    roundTripOf(reportOf(pair('other', 0.3, { nominated: true }), pair('used', undefined), transport)),
  ).toBe(undefined);
  expect(roundTripOf(reportOf())).toBe(undefined);
});
