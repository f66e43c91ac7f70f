import { availableParallelism } from 'node:os';
import type { BenchCase } from '../benchCase.ts';
import { measureFirstSound } from './firstSound.ts';
import { measureFullHouse } from './fullHouse.ts';
import { PracticeServer } from './practiceServer.ts';

/**
 * Practice as a stranger meets it: `practice.first-sound` and `practice.journey` (`firstSound.ts`) on a server that holds one role with few
 * and short lines, all of them rendered ahead; `practice.full-house` (`fullHouse.ts`) on one that lets in as many as the product does by itself.
 */
export const practice: BenchCase = {
  name: 'practice',
  measures:
    'from "Start" and from "Join" to the recruiter\'s first sound, and what many strangers at once are answered',
  figures: ['practice.first-sound', 'practice.journey', 'practice.full-house', 'practice.full-house.place'],
  parameters: {
    attempts: { full: 15, quick: 1 },
    strangers: { full: 200, quick: 20 },
  },
  async run(context) {
    await using server = await PracticeServer.start({ workers: availableParallelism() });
    await measureFirstSound(context, server);
    await measureFullHouse(context, server);
  },
};
