import { describe, expect, it } from 'vitest';
import {
  insightAddressOf,
  insightPeriodOf,
  insightSearchOf,
} from '../../../client/screens/console/agreement/insightAddress.ts';
import { insightTexts } from '../../../client/texts/insights.ts';

const NOW = new Date(2030, 5, 30, 15).getTime();
const day = (month: number, date: number) => new Date(2030, month - 1, date).getTime();
const periodOf = (search: string) => insightPeriodOf(insightAddressOf(new URLSearchParams(search)), NOW);

describe('the address of the insights page', () => {
  it('means whole days of the reader, 90 if nothing is chosen', () => {
    expect(periodOf('')).toEqual({ from: day(4, 2), to: day(7, 1) });
    expect(periodOf('period=30&role=Nurse')).toEqual({ from: day(6, 1), to: day(7, 1), jobRole: 'Nurse' });
    expect(periodOf('from=2030-01-01&to=2030-03-31')).toEqual({ from: day(1, 1), to: day(4, 1) });
    expect(periodOf('to=2030-03-31')).toEqual({ from: 0, to: day(4, 1) });
  });

  it('ignores what it doesn’t know, and days in the wrong order', () => {
    for (const search of ['period=7', 'from=yesterday', 'from=2030-03-01&to=2030-02-01', 'role='])
      expect(insightAddressOf(new URLSearchParams(search))).toEqual({ period: '90', role: undefined });
  });

  it('is written as it is read', () => {
    for (const search of ['', 'period=365', 'role=Nurse', 'from=2030-01-01&to=2030-03-31&role=A+%26+B'])
      expect(insightSearchOf(insightAddressOf(new URLSearchParams(search)))).toBe(search);
  });
});

it('a key figure below a minute is as short as the others', () => {
  expect(insightTexts.key.duration(29_000)).toBe('< 1 min');
  expect(insightTexts.key.duration(31_000)).toBe('1 min');
});
