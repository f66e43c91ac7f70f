import { formatDecimals, formatList, formatNumber, plural } from '../../shared/intl.ts';
import { formatDayWithin } from './times.ts';

/** Formats whole numbers without decimals: "4" and "3.5". */
function formatTenths(value: number): string {
  return formatNumber(Math.round(value * 10) / 10);
}

function formatRating(value: number | 'N' | undefined): string {
  if (value === undefined) return '–';
  return value === 'N' ? value : formatTenths(value);
}

/** Says "1 point" instead of "1.0 points". */
function pointsOf(mean: number): string {
  const shown = formatDecimals(mean, 1);
  return shown === formatDecimals(1, 1)
    ? plural(1, { one: '# point', other: '# points' })
    : `${shown} points`;
}

/** Texts about references, and about how far new evaluators are from them. */
export const calibrationTexts = {
  calibration: {
    intro: 'New evaluators rate references, and see how far they are from the agreed ratings.',
    failed: 'Couldn’t load the calibration',
    progress: 'References rated',
    progressOf: (done: number, needed: number) => `${formatNumber(done)} of ${formatNumber(needed)} rated`,
    /** Each text says why a rater's evaluations count. */
    standings: {
      off: 'Calibration is off in your organization, so your evaluations count.',
      'no-references': 'There’s no reference for you to rate, so your evaluations count.',
      rater: 'You’re one of the raters of every reference, so your evaluations count.',
      passed: 'You’ve rated enough references, so your evaluations count.',
      experienced: 'You’ve locked five evaluations or more, so your evaluations count without calibration.',
    },
    rule: 'A reference is rated once at least half of its competencies have a rating from 1 to 5, not N (no evidence).',
    noneLeft:
      'You’ve rated every reference, but not enough of them count. Ask an owner or organizer to mark another one.',
    /** `missing` counts references to rate until evaluations count. `open` counts references in the list. */
    rating: (missing: number, open: number) =>
      missing < open
        ? `Your evaluations count once you’ve rated ${formatNumber(missing)} of these references. Until then, they’re only for calibration, and no one else sees them.`
        : plural(open, {
            one: 'Your evaluations count once you’ve rated this reference. Until then, they’re only for calibration, and no one else sees them.',
            other:
              'Your evaluations count once you’ve rated these references. Until then, they’re only for calibration, and no one else sees them.',
          }),
    never: 'Ratings of references never count. They only show how far you are from the agreed ratings.',
    lead: {
      title: 'When new evaluators’ ratings count',
      off: 'Calibration is off. Everyone’s evaluations count, and no one has to rate the references.',
      turnOn: 'Turn it on in the settings',
      none: 'There are no references yet, so everyone’s evaluations count. Calibration works from the first reference on.',
      some: (needed: number, enough: number) => {
        const all =
          ['this reference', 'both references'][needed - 1] ?? `all ${formatNumber(needed)} references`;
        const rated = needed < enough ? all : `any ${formatNumber(enough)} of the references`;
        const more = `From ${formatNumber(enough)} references on, any ${formatNumber(enough)} are enough.`;
        const counts = `A new evaluator’s evaluations count after they’ve rated ${rated}.`;
        return needed < enough ? `${counts} ${more}` : counts;
      },
      later:
        'Evaluators who are done stay done when you mark another reference. Owners, organizers, and evaluators who have locked five evaluations need no calibration.',
      marked: 'References',
      needed: 'Each new evaluator rates',
    },
    people: 'Evaluators',
    noPeople: 'There are no evaluators yet. Owners and organizers need no calibration.',
    peopleFailed: 'Couldn’t load the evaluators’ progress',
    done: 'Counts',
    /** Why a member's evaluations count. */
    whyCounts: {
      off: '',
      exempt: 'Owners and organizers are exempt',
      'no-references': 'There’s no reference to rate',
      rater: 'Rated every reference as an evaluator',
      passed: 'Rated enough references',
      experienced: 'Exempt: locked five evaluations or more',
    },
    distances: 'Distance by competency',
    noDistances: 'After your first reference, this shows how far you are from the agreed ratings.',
    onlyN: (references: number) =>
      plural(references, {
        one: 'Nothing to compare: none of the competencies has a number from you and an agreed number.',
        other:
          'Nothing to compare: in these references, none of the competencies has a number from you and an agreed number.',
      }),
    average: (mean: number, competencies: number) =>
      plural(competencies, {
        one: `${pointsOf(mean)} from the agreed rating, in # competency`,
        other: `On average, ${pointsOf(mean)} from the agreed ratings, in # competencies`,
      }),
    difference: (points: number | undefined) =>
      points === undefined
        ? '–'
        : points === 0
          ? 'Same'
          : `${formatTenths(Math.abs(points))} ${points > 0 ? 'higher' : 'lower'}`,
    value: formatRating,
    notCounted: 'Doesn’t count: too many N',
    columns: { competency: 'Competency', distance: 'Distance', direction: 'Direction', n: 'Ratings' },
    points: pointsOf,
    milder: (bias: number) => `${formatDecimals(bias, 1)} more lenient`,
    harsher: (bias: number) => `${formatDecimals(bias, 1)} stricter`,
    same: 'Neither',
    rated: 'References you rated',
    agreed: 'Agreed',
    own: 'You',
    competency: 'Competency',
    missing: '–',
    at: (at: number, now: number) => `Locked ${formatDayWithin(at, now)}`,
    references: 'References',
    noReferences: 'No references yet',
    noReferencesLead:
      'Choose an evaluation that everyone has rated, agree on its ratings with the evaluators, and mark it as a reference. New evaluators then watch its recording, or read the written answers if nothing was recorded.',
    noReferencesBody: 'Owners and organizers choose them from rated evaluations.',
    choose: 'Choose an evaluation',
    marked: 'Just marked',
    markedBy: (name: string, at: number, now: number) =>
      name ? `Marked by ${name} ${formatDayWithin(at, now)}` : `Marked ${formatDayWithin(at, now)}`,
    ratedBy: (count: number) =>
      count === 0
        ? 'No new evaluator has rated it yet'
        : plural(count, { one: 'Rated by one new evaluator', other: 'Rated by # new evaluators' }),
    agreedRatings: 'Agreed ratings',
    alsoNamed: (name: string, candidate: string) => `${name}, shown to evaluators as ${candidate}`,
    parts: {
      open: 'To rate',
      rated: 'You rated it',
      rater: 'You’re one of its raters',
      gone: 'Recording deleted: doesn’t count',
    },
    openReference: 'Open',
    openReferenceOf: (role: string, candidate: string) => `Open: ${role}, ${candidate}`,
    change: 'Change…',
    changeOf: (role: string, candidate: string) => `Change: ${role}, ${candidate}`,
    rate: 'Rate',
    rateOf: (role: string, candidate: string) => `Rate: ${role}, ${candidate}`,
  },
  chooser: {
    title: 'Choose an evaluation',
    body: 'These can become references: everyone has rated and compared, and there’s a recording that plays or, without a recording, written answers.',
    none: 'No evaluation can become a reference yet',
    noneBody:
      'One can once everyone has rated and compared, and its recording plays. Without a recording, it needs written answers.',
    failed: 'Couldn’t load the evaluations',
    ratedBy: (names: readonly string[], locked: number) =>
      names.length > 0
        ? `Rated by ${formatList(names)}`
        : plural(locked, { one: 'Rated by # person', other: 'Rated by # people' }),
    markOf: (role: string, candidate: string) => `Mark as reference: ${role}, ${candidate}`,
  },
  reference: {
    title: 'Mark as reference',
    changeTitle: 'Change the reference',
    change: 'Save changes',
    removal: {
      title: 'Remove this reference?',
      body: 'Its agreed ratings are deleted. It no longer counts for evaluators who haven’t finished. Without any reference, everyone’s evaluations count.',
    },
    body: 'New evaluators rate it and see how far they are from these ratings. Where its evaluators differ, agree with them on a rating first.',
    failed: 'Couldn’t load the scorecards',
    blind: 'The scorecards open once everyone has locked. Until then, it can’t be a reference.',
    rater: (name: string, value: number | 'N') => `${name}: ${formatRating(value)}`,
    unnamed: 'Evaluator',
    choose: 'Choose a rating',
    scorecards: 'Read the scorecards',
    missing: 'Choose the rating that the evaluators agreed on.',
    none: 'N, no evidence',
    few: (rated: number, all: number) =>
      `Only ${formatNumber(rated)} of ${plural(all, { one: '# competency has', other: '# competencies have' })} a rating`,
    fewBody: (no: boolean) =>
      no
        ? 'N isn’t a rating, so there’s nothing to compare new evaluators with.'
        : 'N isn’t a rating, so new evaluators are compared in these only.',
    single: 'Only one person rated this interview',
    singleBody: 'A reference is more reliable if two people agree on its ratings.',
    save: 'Save as reference',
    remove: 'Remove as reference',
    saved: 'Reference saved',
    removed: 'Reference removed',
    notSaved: 'Couldn’t save the reference',
  },
} as const;
