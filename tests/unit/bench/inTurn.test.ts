import { expect, it } from 'vitest';
import { inTurn } from '../../bench/fanOut/inTurn.ts';

it('people take turns, and no one sends as many requests as the server allows one person in ten seconds', async () => {
  const next = inTurn(['Grace', 'Edsger']);
  const turns: { person: string; at: number }[] = [];
  while (turns.length < 12) turns.push({ person: await next(), at: performance.now() });
  expect(turns.slice(0, 4).map(({ person }) => person)).toEqual(['Grace', 'Edsger', 'Grace', 'Edsger']);
  for (const [index, { at }] of turns.slice(2).entries())
    expect(at - (turns[index]?.at ?? 0)).toBeGreaterThan(10_000 / 300);
});
