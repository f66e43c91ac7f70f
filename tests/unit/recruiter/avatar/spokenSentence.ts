import type { Phone } from '../../../../server/features/recruiter/clips/render/avatar/phones.ts';

/**
 * Sounds that flite returned, each with its end in ms: "Hello, and welcome. My name is Vera, and I will be
 * your interviewer today."
 */
const SOUNDS =
  'pau:164 hh:255 ax:304 l:547 ow:661 pau:880 ae:968 n:1019 d:1046 w:1099 eh:1155 l:1216 k:1316 ax:1422 m:1535 pau:1643 m:1735 ay:1925 n:2020 ey:2177 m:2241 ih:2301 z:2397 v:2458 eh:2496 r:2642 ax:2684 pau:2914 ae:2981 n:3025 d:3056 ay:3192 w:3274 ih:3291 l:3463 b:3539 iy:3670 y:3817 ao:3850 r:3916 ih:3992 n:4072 t:4116 er:4190 v:4257 y:4373 uw:4464 er:4534 t:4619 ax:4644 d:4695 ey:4931 pau:5101';

/** Levels of the speech per 20 ms, from 0 (loud) to 127 (silent). */
const LEVELS =
  'RUFAQkFBRUA8My0sIBMODAwMCwwMDA0PDg0NDQ0NDg4PFS08RkZGR0dDSkgiGhIOCwsLDg4QDw4NDg8OEiE6MCQkEQ4PDg0MCwwNERgzNkFDQSwZDw0NDQ4ODg4ODg0MCwoMDQ0ODQ0NDQ0ODw4NDw8ODg0PFBoeGRYWEA8QEBAPDw8PDxEZKDZASEpEQkVERSwZEg8MDA0REA8QDw8ODg4ODw4ODg4ODg4PEA8PERcjGxAMDA0NDA0NDQ8PDw8PDxASEhMRDg0LDA4XIx8RDg8OEBEUEhAODg8NDg4PDw8QDxAZJSEhEA0RExAPDg4ODQ4PEA8PEi5AQURBQkQ/Kw==';

function phones(): Phone[] {
  let fromMs = 0;
  return SOUNDS.split(' ').map(sound => {
    const [name = '', end] = sound.split(':');
    const phone = { name, fromMs, toMs: Number(end) };
    fromMs = phone.toMs;
    return phone;
  });
}

export const spokenSentence = {
  durationMs: 5101,
  phones: phones(),
  levels: new Uint8Array(Buffer.from(LEVELS, 'base64')),
  /** Starts of the phrases after pauses. */
  phrasesMs: [0, 880, 1643, 2914],
  seed: 5,
};
