import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { humanPrompts, humanSamples, humanSpeech, noHumanSpeech } from '../../support/humanSpeech.ts';

it('has two sets of prompts that share none', () => {
  const heldOut = new Set(humanPrompts('held-out'));
  expect(humanPrompts('development').filter(name => heldOut.has(name))).toEqual([]);
});

it.skipIf(noHumanSpeech)(
  `has a recording for each prompt${noHumanSpeech ? ` (not run: ${noHumanSpeech})` : ''}`,
  () => {
    const names = [...humanPrompts('development'), ...humanPrompts('held-out')];
    expect(names.filter(name => !existsSync(humanSpeech(name).file))).toEqual([]);
    expect(humanSamples('agent-pass').length / 16_000).toBeCloseTo(3.3, 1);
  },
);
