import type { Pose } from './pose.ts';

/** What the mouth does for a sound. */
export interface Viseme
  extends Readonly<
    Pick<Pose, 'jaw' | 'lipsApart' | 'lipWidth' | 'lipRound' | 'lipPress' | 'lipTuck' | 'teeth' | 'tongue'>
  > {
  /** How firmly the sound needs its opening, and its lips' shape, against what its neighbours want. */
  openingGrip: number;
  shapeGrip: number;
  /** `lips`: both lips close for it. `teeth`: the lower lip touches the upper teeth. Both are seen, however quick the speech is. */
  contact?: 'lips' | 'teeth';
}

const REST: Viseme = {
  jaw: 0,
  lipsApart: 0,
  lipWidth: 0,
  lipRound: 0,
  lipPress: 0,
  lipTuck: 0,
  teeth: 0,
  tongue: 0,
  openingGrip: 1,
  shapeGrip: 0.5,
};

function vowel(jaw: number, lipsApart: number, lipWidth: number, lipRound: number): Viseme {
  return { ...REST, jaw, lipsApart, lipWidth, lipRound, openingGrip: 1, shapeGrip: 1 };
}

/** Sounds made behind the lips: these keep the shape that the vowels around want. */
function inner(jaw: number, lipsApart: number, more: Partial<Viseme> = {}): Viseme {
  return { ...REST, jaw, lipsApart, openingGrip: 1, shapeGrip: 0.25, ...more };
}

const OPEN = vowel(0.92, 0.92, 0.05, 0);
const OPEN_ROUND = vowel(0.82, 0.8, -0.25, 0.35);
const SPREAD = vowel(0.3, 0.42, 0.75, 0);
const HALF_SPREAD = vowel(0.38, 0.45, 0.4, 0);
const MIDDLE = vowel(0.56, 0.6, 0.12, 0);
const ROUND = vowel(0.3, 0.3, -0.4, 0.95);
const LIPS = { ...REST, lipPress: 0.7, jaw: 0.1, openingGrip: 3, shapeGrip: 0.3, contact: 'lips' } as const;
const LIP_AT_TEETH = {
  ...inner(0.14, 0.26, { lipTuck: 1, openingGrip: 2, lipWidth: 0.1 }),
  contact: 'teeth',
} as const;
const HISS = inner(0.06, 0.22, { teeth: 1, lipWidth: 0.35, openingGrip: 1.4, shapeGrip: 0.5 });
const HUSH = inner(0.12, 0.3, {
  teeth: 0.8,
  lipRound: 0.55,
  lipWidth: -0.2,
  openingGrip: 1.4,
  shapeGrip: 0.9,
});
const TIP = inner(0.14, 0.2, { tongue: 0.7, teeth: 0.25 });
const BACK = inner(0.24, 0.27);

/** CMU's phone names as flite gives them. Diphthongs pass through two shapes, see `parts`. */
const VISEMES: Readonly<Record<string, Viseme>> = {
  pau: REST,
  ssil: REST,
  h: inner(0.36, 0.4, { openingGrip: 0.4 }),
  hh: inner(0.36, 0.4, { openingGrip: 0.4 }),
  ax: vowel(0.36, 0.42, 0.05, 0.05),
  ae: vowel(0.85, 0.85, 0.45, 0),
  aa: OPEN,
  ao: OPEN_ROUND,
  ah: vowel(0.7, 0.72, 0.08, 0),
  ow: vowel(0.5, 0.5, -0.35, 0.7),
  aw: OPEN,
  ay: OPEN,
  eh: MIDDLE,
  er: vowel(0.34, 0.4, -0.2, 0.42),
  ey: vowel(0.46, 0.5, 0.55, 0),
  ih: HALF_SPREAD,
  iy: SPREAD,
  oy: OPEN_ROUND,
  uh: vowel(0.36, 0.36, -0.25, 0.6),
  uw: ROUND,
  b: LIPS,
  ch: HUSH,
  d: TIP,
  dh: inner(0.2, 0.32, { tongue: 1 }),
  f: LIP_AT_TEETH,
  g: BACK,
  jh: HUSH,
  k: BACK,
  l: inner(0.3, 0.4, { tongue: 0.9, openingGrip: 0.6 }),
  m: LIPS,
  n: TIP,
  ng: BACK,
  p: LIPS,
  r: inner(0.24, 0.32, { lipRound: 0.5, lipWidth: -0.2, shapeGrip: 0.6 }),
  s: HISS,
  sh: HUSH,
  t: TIP,
  th: inner(0.2, 0.34, { tongue: 1, openingGrip: 1.1 }),
  v: LIP_AT_TEETH,
  w: inner(0.18, 0.2, { lipRound: 1, lipWidth: -0.5, openingGrip: 1.2, shapeGrip: 1.2 }),
  y: inner(0.2, 0.32, { lipWidth: 0.6, shapeGrip: 0.6 }),
  z: HISS,
  zh: HUSH,
};

/** Second halves of diphthongs. */
const GLIDES: Readonly<Record<string, Viseme>> = {
  ow: ROUND,
  aw: ROUND,
  ay: HALF_SPREAD,
  ey: SPREAD,
  oy: HALF_SPREAD,
};

export interface Phone {
  name: string;
  fromMs: number;
  toMs: number;
}

export interface TimedViseme {
  viseme: Viseme;
  fromMs: number;
  toMs: number;
}

/** A sound that is not known counts as a short open one, so that no voice leaves the face still. */
export function visemesOf(phones: readonly Phone[]): TimedViseme[] {
  return phones.flatMap(({ name, fromMs, toMs }) => {
    const viseme = VISEMES[name] ?? MIDDLE;
    const glide = GLIDES[name];
    if (!glide) return [{ viseme, fromMs, toMs }];
    const turnMs = fromMs + 0.55 * (toMs - fromMs);
    return [
      { viseme, fromMs, toMs: turnMs },
      { viseme: glide, fromMs: turnMs, toMs },
    ];
  });
}
