import { availableParallelism } from 'node:os';
import type { BenchCase } from '../benchCase.ts';
import { measureFirstSound, measureFirstWord } from './firstSound.ts';
import { measureFullHouse } from './fullHouse.ts';
import { PracticeServer } from './practiceServer.ts';

/**
 * Practice from a stranger's view: `practice.first-sound`, `.journey`, `.first-word`, and `.taps` (`firstSound.ts`) on a server with one role of few, short,
 * prerendered lines; `practice.full-house` (`fullHouse.ts`) on one with the default limit of simultaneous practices.
 */
export const practice: BenchCase = {
  name: 'practice',
  measures:
    'from "Start" and from "Join" to the recruiter\'s first sound, and the responses to many simultaneous strangers',
  figures: [
    'practice.first-sound',
    'practice.journey',
    'practice.first-word',
    'practice.taps',
    'practice.full-house',
    'practice.full-house.place',
  ],
  parameters: {
    attempts: { full: 15, quick: 1 },
    strangers: { full: 200, quick: 20 },
  },
  async run(context) {
    await using server = await PracticeServer.start({ workers: availableParallelism() });
    const journeyMs = await measureFirstSound(context, server);
    await measureFirstWord(context, server, journeyMs);
    await measureFullHouse(context, server);
  },
};
