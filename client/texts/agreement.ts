import type { UndefinedReason } from '../../shared/agreement/estimate.ts';
import {
  formatDecimals,
  formatFacts,
  formatList,
  formatNumber,
  formatPercent,
  plural,
} from '../../shared/intl.ts';

/** Formats a number with a minus sign instead of a hyphen, because it is as wide as a plus sign. */
const signed = (value: number, digits: number) => formatDecimals(value, digits).replace('-', '\u2212');

export const candidatesOf = (candidates: number) =>
  plural(candidates, { one: '# candidate', other: '# candidates' });
const sharedRatings = (ratings: number) =>
  plural(ratings, { one: '# shared rating', other: '# shared ratings' });

const REASONS: Record<UndefinedReason, string> = {
  'no-variance':
    'No figure: all ratings are the same, so they don’t show whether raters tell candidates apart.',
  confounded: 'No figure: too few raters saw the same candidates to separate rater differences from chance.',
  unstable: 'No figure yet: a few other candidates could change it too much.',
};

export const agreementTexts = {
  title: 'Agreement',
  menu: 'Rater agreement',
  back: 'All kits',
  forbidden: 'Only the owner and organizers can see how well raters agree.',
  failed: 'Couldn’t compute the agreement',
  computing:
    'Computing from all interviews with this kit. With hundreds of interviews, this takes a few seconds.',
  unknownKit: 'Kit not found',
  rests: (candidates: number, ratings: number, raters: number) => {
    const counted = formatList([
      candidatesOf(candidates),
      plural(ratings, { one: '# rating', other: '# ratings' }),
      plural(raters, { one: '# rater', other: '# raters' }),
    ]);
    return `Based on ${counted}. Ratings count as locked, before any discussion. “No evidence” isn’t a rating. Interviews whose scorecards aren’t open yet aren’t included.`;
  },
  hidden: {
    title: (candidates: number, needed: number) =>
      `${formatNumber(candidates)} of ${plural(needed, { one: '# candidate', other: '# candidates' })}`,
    body: (needed: number) =>
      `Agreement statistics appear after ${plural(needed, { one: '# candidate', other: '# candidates' })}. With fewer, they would say more about these candidates than about your raters.`,
    counts:
      'A candidate counts once two people have rated the same answer and locked, and the scorecards are open.',
  },
  explain: 'What does this mean?',
  coefficient: (value: number) => signed(value, 2),
  /** Formats a tick mark of a scale with at most two decimals. */
  mark: (value: number) => signed(value, 2).replace(/\.?0+$/, ''),
  interval: (low: number, high: number) => `95% interval ${signed(low, 2)} to ${signed(high, 2)}`,
  n: (candidates: number) => `n = ${candidatesOf(candidates)}`,
  between: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  reasons: REASONS,
  noReason: 'No figure available.',
  reliability: {
    title: 'Can the scores be trusted?',
    explanation:
      'With other raters, would the candidates get the same scores? 1 means exactly the same, 0 means by chance.',
    single: {
      title: 'One rater alone',
      plain: (share: number) =>
        `About ${formatPercent(Math.max(0, share))} of the differences between single raters’ scores come from the candidates. The rest comes from who rated, and from chance.`,
      symbol: 'ICC(2,1)',
    },
    average: {
      title: (raters: number) => `Mean of ${raters % 1 === 0 ? raters : formatDecimals(raters, 1)} raters`,
      plain: (share: number) =>
        `About ${formatPercent(Math.max(0, share))} of the differences between interviews’ mean scores come from the candidates. Decisions are based on these scores.`,
      symbol: 'ICC(2,k)',
    },
    alpha: {
      title: 'Answer by answer',
      plain: () => 'Agreement on single ratings, beyond what chance alone would give.',
      symbol: 'Krippendorff’s α, ordinal',
    },
    icc: { poor: 'poor', moderate: 'moderate', good: 'good', excellent: 'excellent' },
    alphaLevels: { unreliable: 'unreliable', tentative: 'tentative', reliable: 'reliable' },
  },
  within: {
    title: 'Within an interview',
    explanation:
      'Compares every two ratings of the same answer, without correcting for chance. Use these figures when you talk to raters: “three times out of four, you’re within one point of each other”.',
    exact: 'the same rating',
    withinOne: 'within one point',
    difference: 'points apart on average',
    percent: formatPercent,
    points: (value: number) => formatDecimals(value, 2),
    n: (pairs: number) =>
      `n = ${plural(pairs, { one: '# pair', other: '# pairs' })} of ratings of the same answer`,
    none: 'No answer was rated by two people.',
  },
  pairs: {
    title: 'Rater by rater',
    explanation:
      'How closely two people agree, beyond chance, on the answers that both rated. A difference of two points counts four times as much as one. Pairs with fewer than ten candidates in common are left out.',
    kappa: 'Weighted kappa',
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
      'Severity is how far a rater is from the others on the same answers. It isn’t a fault, but it’s unfair when candidates have different raters. The columns show how often the rater gave each rating from 1 to 5. A rater who uses only the middle tells candidates apart less. Drift is how severity changes over ten interviews.',
    severity: 'Severity',
    range: 'Ratings given, 1 to 5',
    drift: 'Drift',
    harsherSide: (points: number) => `stricter ${signed(points, 1)}`,
    milderSide: (points: number) => `+${formatDecimals(points, 1)} more lenient`,
    severityWords: {
      harsher: (points: number) => `${formatDecimals(Math.abs(points), 2)} points stricter`,
      milder: (points: number) => `${formatDecimals(points, 2)} points more lenient`,
      same: () => 'like the others',
    },
    severityN: (ratings: number, interviews: number) =>
      `${sharedRatings(ratings)} in ${plural(interviews, { one: '# interview', other: '# interviews' })}`,
    tooFewSeverity: 'Not enough interviews in common yet',
    driftWords: {
      harsher: (points: number) => `${formatDecimals(Math.abs(points), 2)} stricter in ten interviews`,
      milder: (points: number) => `${formatDecimals(points, 2)} more lenient in ten interviews`,
      same: () => 'steady',
    },
    driftN: (interviews: number) =>
      plural(interviews, { one: 'over # interview', other: 'over # interviews' }),
    tooFewDrift: 'Needs ten interviews',
    rangeN: (ratings: number, deviation: number | undefined) =>
      formatFacts([
        plural(ratings, { one: '# rating', other: '# ratings' }),
        ...(deviation === undefined ? [] : [`spread ${formatDecimals(deviation, 2)}`]),
      ]),
    counts: (counts: readonly number[]) =>
      formatFacts(
        counts.map((times, index) =>
          plural(times, { one: `${index + 1}: # time`, other: `${index + 1}: # times` }),
        ),
      ),
  },
  footnote: {
    title: 'How to read these figures and how they’re computed',
    lines: [
      'The bars show the range in which a figure may fall with other candidates: the longer the bar, the less is known. The ticks mark where, by convention, one word changes to the next. Differences in severity lower reliability, because candidates don’t choose their rater.',
      'Intervals: 95% percentile bootstrap over candidates, 1,000 resamples, always with the same seed. Raters aren’t resampled: the interval is about these raters with other candidates.',
      'ICC: two-way random effects, absolute agreement (Shrout & Fleiss 1979; for incomplete designs ten Hove, Jorgensen & van der Ark 2024). Interpreted after Koo & Li 2016 by the whole interval: below 0.50 poor, from 0.50 moderate, from 0.75 good, from 0.90 excellent.',
      'Alpha: Krippendorff 2004, ordinal; from 0.800 reliable, from 0.667 tentative.',
      'Kappa: Cohen 1968, quadratic weights; interpreted after Landis & Koch 1977 in steps of 0.20.',
      'Conventions aren’t laws. They make figures easier to discuss. You decide how much agreement your decisions need.',
    ],
  },
} as const;
