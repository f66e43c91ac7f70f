import { expect, it } from 'vitest';
import { codeNameOf } from '../../../shared/evaluation/evaluationState.ts';
import { newSeatId } from '../../support/interviewLog.ts';

it('code names of candidates stay distinct in a list of hundreds', () => {
  const seats = Array.from({ length: 300 }, () => newSeatId());
  expect(new Set(seats.map(codeNameOf)).size).toBe(seats.length);
});

it('a code name is stable for an interview, and ends with the one that earlier versions showed', () => {
  const seatId = '019a2f00-1234-7abc-89ab-0123c0de94f2';
  expect(codeNameOf(seatId)).toBe('Candidate C0DE-94F2');
});
