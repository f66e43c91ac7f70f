/** Red, green, blue, each 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** A person with a distinct picture and voice. */
export interface Persona {
  readonly name: string;
  readonly color: Color;
  readonly toneHz: number;
}

/** The colors are far apart, and no tone is a harmonic of another. */
export const ADA: Persona = { name: 'Ada Candidate', color: [200, 40, 40], toneHz: 440 };
export const GRACE: Persona = { name: 'Grace Interviewer', color: [40, 70, 210], toneHz: 1_000 };
export const EDSGER: Persona = { name: 'Edsger Interviewer', color: [40, 170, 60], toneHz: 1_550 };
export const BARBARA = { name: 'Barbara Evaluator' };
export const ALAN = { name: 'Alan Observer' };

export function colorDistance(a: Color, b: Color): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
