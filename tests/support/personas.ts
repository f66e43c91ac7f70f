/** Red, green, blue, each 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A person whose picture and voice cannot be mistaken for another's. */
export interface Persona {
  readonly name: string;
  readonly colour: Colour;
  readonly toneHz: number;
}

/** Colours far apart from each other, tones that are no harmonics of each other. */
export const ADA: Persona = { name: 'Ada Candidate', colour: [200, 40, 40], toneHz: 440 };
export const GRACE: Persona = { name: 'Grace Interviewer', colour: [40, 70, 210], toneHz: 1_000 };
export const EDSGER: Persona = { name: 'Edsger Interviewer', colour: [40, 170, 60], toneHz: 1_550 };
export const BARBARA = { name: 'Barbara Evaluator' };
export const ALAN = { name: 'Alan Observer' };

export function colourDistance(a: Colour, b: Colour): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
