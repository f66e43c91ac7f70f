import type { UndefinedReason } from '../../shared/agreement/estimate.ts';

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;
/** A minus sign as wide as a plus, so that figures stand under each other. */
const signed = (value: number, digits: number) => value.toFixed(digits).replace('-', '\u2212');
const percent = (share: number) => `${Math.round(share * 100)}%`;

const REASONS: Record<UndefinedReason, string> = {
  'no-variance':
    'No figure: the ratings do not differ, so they don’t show whether raters tell candidates apart.',
  confounded: 'No figure: too few raters saw the same candidates to tell raters from chance.',
  unstable: 'No figure yet: it would change too much with a few other candidates.',
};

/** The words of the page on how well the raters of a kit agree. */
export const agreementTexts = {
  title: 'Agreement',
  menu: 'Agreement of raters',
  back: 'Back to the kit',
  forbidden: 'Only the owner and organizers can see how well raters agree.',
  failed: 'The agreement could not be computed',
  computing: 'Computing from all interviews of this kit. With hundreds of them this takes a few seconds.',
  unknownKit: 'There is no such kit',
  rests: (candidates: number, ratings: number, raters: number) =>
    `From ${count(candidates, 'candidate', 'candidates')}, ${count(ratings, 'rating', 'ratings')} and ${count(raters, 'rater', 'raters')}. Ratings as locked, before any talk; “no evidence” is no rating; interviews that are still blind are not in it.`,
  hidden: {
    title: (candidates: number, needed: number) => `${candidates} of ${needed} candidates`,
    body: (needed: number) =>
      `Agreement statistics appear after ${needed} candidates. With fewer they would say more about these candidates than about your raters.`,
    counts:
      'A candidate counts when two people have rated the same answer, locked, and the scorecards are open.',
  },
  explain: 'What does this say?',
  coefficient: (value: number) => signed(value, 2),
  /** At most two decimals, none where there are none. */
  mark: (value: number) => signed(value, 2).replace(/\.?0+$/, ''),
  interval: (low: number, high: number) => `95% interval ${signed(low, 2)} to ${signed(high, 2)}`,
  n: (candidates: number) => `n = ${count(candidates, 'candidate', 'candidates')}`,
  between: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  reasons: REASONS,
  noReason: 'No figure can be given.',
  reliability: {
    title: 'Can the scores be trusted?',
    explanation:
      'If other raters of yours had sat there, would the candidates come out the same? 1 means exactly the same, 0 means by chance. The bar is the range in which the figure may lie when you meet other candidates; the longer it is, the less is known yet. The ticks are where, by convention, one word gives way to the next. Differences in severity count against it, because a candidate does not choose the rater.',
    single: {
      title: 'One rater alone',
      plain: (share: number) =>
        `Of what makes the scores of single raters differ, about ${percent(Math.max(0, share))} is the candidate. The rest is who rated, and chance.`,
      symbol: 'ICC(2,1)',
    },
    average: {
      title: (raters: number) => `Mean of ${raters % 1 === 0 ? raters : raters.toFixed(1)} raters`,
      plain: (share: number) =>
        `Of what makes the mean scores of your interviews differ, about ${percent(Math.max(0, share))} is the candidate. A decision rests on these.`,
      symbol: 'ICC(2,k)',
    },
    alpha: {
      title: 'Answer by answer',
      plain: () => 'Agreement on single ratings, beyond what chance alone would give.',
      symbol: 'Krippendorff’s α, ordinal',
    },
    icc: { poor: 'poor', moderate: 'moderate', good: 'good', excellent: 'excellent' },
    alphaLevels: {
      unreliable: 'not to be relied on',
      tentative: 'good for tentative conclusions',
      reliable: 'to be relied on',
    },
  },
  within: {
    title: 'Within an interview',
    explanation:
      'Every two ratings of the same answer are compared, without any allowance for chance. These are the figures to show a rater: “three times out of four you are within one point of each other”.',
    exact: 'the same rating',
    withinOne: 'within one point',
    difference: 'points apart on average',
    percent,
    points: (value: number) => value.toFixed(2),
    n: (pairs: number) => `n = ${count(pairs, 'pair', 'pairs')} of ratings of the same answer`,
    none: 'No answer was rated by two people.',
  },
  pairs: {
    title: 'Rater by rater',
    explanation:
      'How far two people agree on the answers that both rated, beyond chance. Being two points apart counts four times as much as one. Pairs with fewer than ten candidates in common are left out.',
    raters: 'Raters',
    kappa: 'Weighted kappa',
    candidates: 'Candidates',
    reading: 'Reading',
    none: 'No two raters have ten candidates in common yet.',
    with: 'and',
    levels: {
      none: 'none',
      slight: 'slight',
      fair: 'fair',
      moderate: 'moderate',
      substantial: 'substantial',
      'almost-perfect': 'almost perfect',
    },
  },
  raters: {
    title: 'How each rater uses the scale',
    explanation:
      'Severity is how far a rater is from the others on the same answers: it is no fault in itself, but it is unfair when candidates meet different raters. The columns show how often each rating from 1 to 5 was given; a rater who only uses the middle tells candidates apart less. Drift is how severity moves over ten interviews.',
    rater: 'Rater',
    severity: 'Severity',
    range: 'Ratings given, 1 to 5',
    drift: 'Drift',
    harsherSide: (points: number) => `harsher ${signed(points, 1)}`,
    milderSide: (points: number) => `+${points.toFixed(1)} milder`,
    severityWords: {
      harsher: (points: number) => `${Math.abs(points).toFixed(2)} points harsher`,
      milder: (points: number) => `${points.toFixed(2)} points milder`,
      same: () => 'like the others',
    },
    severityN: (ratings: number, interviews: number) =>
      `${count(ratings, 'shared rating', 'shared ratings')} in ${count(interviews, 'interview', 'interviews')}`,
    tooFewSeverity: 'Not enough interviews in common yet',
    driftWords: {
      harsher: (points: number) => `${Math.abs(points).toFixed(2)} harsher in ten interviews`,
      milder: (points: number) => `${points.toFixed(2)} milder in ten interviews`,
      same: () => 'steady',
    },
    driftN: (interviews: number) => `over ${count(interviews, 'interview', 'interviews')}`,
    tooFewDrift: 'From ten interviews on',
    rangeN: (ratings: number, deviation: number | undefined) =>
      `${count(ratings, 'rating', 'ratings')}${deviation === undefined ? '' : `, spread ${deviation.toFixed(2)}`}`,
    counts: (counts: readonly number[]) =>
      counts.map((times, index) => `${index + 1}: ${times} times`).join(', '),
  },
  footnote: {
    title: 'How these are computed and read',
    lines: [
      'Intervals: 95% percentile bootstrap over candidates, 1,000 resamples, always with the same seed. Raters are not drawn: the interval speaks of these raters with other candidates.',
      'ICC: two-way random effects, absolute agreement (Shrout & Fleiss 1979; for incomplete designs ten Hove, Jorgensen & van der Ark 2024). Read after Koo & Li 2016 by the whole interval: below 0.50 poor, from 0.50 moderate, from 0.75 good, from 0.90 excellent.',
      'Alpha: Krippendorff 2004, ordinal; from 0.800 to be relied on, from 0.667 for tentative conclusions.',
      'Kappa: Cohen 1968, quadratic weights; read after Landis & Koch 1977 in steps of 0.20.',
      'Conventions are no laws. They make figures easier to talk about; what agreement your decisions need, you decide.',
    ],
  },
} as const;
