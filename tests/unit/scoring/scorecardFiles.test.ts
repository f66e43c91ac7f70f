import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { greenhouseJson } from '../../../server/features/scoring/files/greenhouse.ts';
import { scorecardFile } from '../../../server/features/scoring/files/scorecardFile.ts';
import { scorecardsCsv } from '../../../server/features/scoring/files/scorecardsCsv.ts';
import { scorecardsPdf } from '../../../server/features/scoring/files/scorecardsPdf.ts';
import { openScorecardsOf } from '../../../server/features/scoring/scoringReport.ts';
import { partsOfKey, RatingKey } from '../../../shared/rubric/rating.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { embeddedFonts, pdfPages } from '../../support/pdfText.ts';
import { pdfTexts } from '../../support/poppler.ts';
import { type InterviewScript, lockEvent, scoredReport } from '../../support/scoredInterview.ts';

const BAD = '<img src=x onerror=alert(1)> & =1+1';
const grace = newSeat('interviewer', 'Grace Brewster Hopper');
const barbara = newSeat('evaluator', '=Barbara<b>');
const key = (text: string) => RatingKey.parse(text);

/** Two evaluators: one low with a revision and a note for everything, one high. */
function script(changes: Partial<InterviewScript> = {}): InterviewScript {
  const first = key('question-1/competency-1');
  const revised = {
    ...partsOfKey(first),
    seatId: grace.seatId,
    value: 3 as const,
    reason: `Persuaded. ${BAD}`,
  };
  return {
    raters: [
      {
        seat: grace,
        ratings: [
          [first, 2],
          [first, 1],
          [key('question-2/competency-1'), 2],
          [key('question-2/competency-2'), 'N'],
          [key('question-3/competency-2'), 'N'],
          [key('question-4/competency-3'), 3],
          [key('question-5/competency-4'), 4],
          [key('question-7/competency-5'), 5],
        ],
        notes: [
          { kind: 'evidence', ...partsOfKey(first), text: `Guessed. ${BAD}` },
          { kind: 'note', text: BAD, stamp: { mediaTimeMs: 3_725_000 } },
          { kind: 'flag', text: '' },
          { kind: 'note', text: 'Taken back', removed: true },
        ],
        summary: BAD,
      },
      { seat: barbara, ratings: 4, summary: 'Solid.' },
    ],
    candidateName: 'Zoë O’Neill-Łukasz',
    more: [{ kind: 'rating.revised', payload: revised }],
    ...changes,
  };
}

/** A number against N, and N against N. */
function withoutEvidence(): InterviewScript {
  const [rated, none] = [key('question-1/competency-1'), key('question-4/competency-3')];
  return {
    raters: [
      {
        seat: grace,
        ratings: [
          [rated, 5],
          [none, 'N'],
        ],
      },
      {
        seat: barbara,
        ratings: [
          [rated, 'N'],
          [none, 'N'],
        ],
      },
    ],
  };
}

describe('scorecards as CSV', () => {
  const lines = () => scorecardsCsv(scoredReport(script())).slice(1).trim().split('\r\n');

  it('have one row per rating of each evaluator', () => {
    expect(lines()).toHaveLength(1 + 7 + 9);
  });

  it('contain rating as locked, anchor, evidence and notes with media times, revision, and recommendation', () => {
    const [, row = ''] = lines();
    const cells = [...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell);
    expect(cells.slice(7)).toEqual([
      'Grace Brewster Hopper',
      'interviewer',
      'QUESTIONMARK 1: tell me about it.',
      'experience',
      'COMPMARK Databases',
      '1',
      'ANCHORMARK does Databases at level 1.',
      '2:00',
      `[1:05] Guessed. ${BAD}`,
      `[1:05] flag\n[1:02:05] ${BAD}`,
      '3',
      `Persuaded. ${BAD}`,
      'yes',
      BAD,
      expect.stringMatching(/^2030-01-15T09:00:\d\d\.000Z$/),
      'Far apart: 2 points',
    ]);
  });

  it('mark a competency with N as not comparable, and never as agreed', () => {
    const rows = scorecardsCsv(scoredReport(withoutEvidence())).slice(1).trim().split('\r\n');
    expect(rows.find(row => row.includes('QUESTIONMARK 1'))).toMatch(/"One rating, one without evidence"$/);
    expect(rows.find(row => row.includes('QUESTIONMARK 4'))).toMatch(/"No evidence"$/);
  });

  it('contain no name that starts a formula', () => {
    expect(lines().join('\n')).toContain('"\'=Barbara<b>"');
    expect(lines().join('\n')).not.toMatch(/"=/);
  });
});

const Person = z.strictObject({
  id: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  name: z.string(),
  employee_id: z.null(),
});
const POINTS = ['definitely_not', 'no', 'mixed', 'yes', 'strong_yes'] as const;
const names = z.array(z.string());

/** The scorecard of Greenhouse's Harvest API as documented, with our own object next to it. */
const GreenhouseScorecard = z.strictObject({
  id: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  interview: z.string(),
  interview_step: z.strictObject({ id: z.string(), name: z.string() }),
  candidate_id: z.string().nullable(),
  application_id: z.null(),
  interviewed_at: z.iso.datetime(),
  submitted_by: Person,
  interviewer: Person,
  submitted_at: z.iso.datetime(),
  overall_recommendation: z.enum(['definitely_not', 'no', 'yes', 'strong_yes', 'no_decision']),
  attributes: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string(),
      note: z.string().nullable(),
      rating: z.enum([...POINTS, 'no_decision']),
    }),
  ),
  ratings: z.strictObject({ definitely_not: names, no: names, mixed: names, yes: names, strong_yes: names }),
  questions: z.array(z.strictObject({ id: z.string().nullable(), question: z.string(), answer: z.string() })),
  vivavoce: z.strictObject({
    kitId: z.string(),
    kitVersion: z.number(),
    headline: z.number().nullable(),
    revisedHeadline: z.number().nullable(),
    ratings: z.number(),
    raters: z.number(),
    competencies: z.array(
      z.strictObject({
        competencyId: z.string(),
        comparison: z.enum(['agreed', 'near', 'far', 'single', 'none']),
        spread: z.number().nullable(),
        withoutEvidence: z.number(),
      }),
    ),
    earlyOpening: z.strictObject({ byName: z.string(), reason: z.string(), at: z.number() }).nullable(),
    raterRole: z.enum(['interviewer', 'evaluator']),
    answers: z.array(z.looseObject({ locked: z.union([z.number(), z.literal('N')]).nullable() })),
  }),
});

describe('scorecards as JSON', () => {
  const text = () => greenhouseJson(scoredReport(script()));
  const cards = () => z.array(GreenhouseScorecard).parse(JSON.parse(text()));

  it('have the shape of Greenhouse scorecards, one per evaluator', () => {
    expect(cards().map(({ interviewer }) => interviewer.name)).toEqual([
      'Grace Brewster Hopper',
      '=Barbara<b>',
    ]);
    expect(cards()[0]?.interviewer).toMatchObject({ first_name: 'Grace', last_name: 'Brewster Hopper' });
  });

  it('map each competency to the nearest point of the locked mean, halves toward the middle, and N to none', () => {
    const [card] = cards();
    expect(card?.attributes.map(({ rating }) => rating)).toEqual([
      'no',
      'no_decision',
      'mixed',
      'yes',
      'strong_yes',
    ]);
    expect(card?.ratings).toEqual({
      definitely_not: [],
      no: ['COMPMARK Databases'],
      mixed: ['COMPMARK Communication'],
      yes: ['COMPMARK Judgment'],
      strong_yes: ['COMPMARK Drive'],
    });
  });

  it('contain the exact figures as well: locked ratings, revisions, and the headline', () => {
    const [card] = cards();
    // Grace's numbers 1, 2, 3, 4, 5, and Barbara's nine times 4.
    expect(card?.vivavoce.headline).toBeCloseTo((15 + 36) / 14);
    expect(card?.vivavoce.revisedHeadline).toBeCloseTo((17 + 36) / 14);
    expect(card?.vivavoce.answers[0]).toMatchObject({
      questionId: 'question-1',
      competencyId: 'competency-1',
      locked: 1,
      mediaTimeMs: 120_000,
      revisions: [{ value: 3, reason: `Persuaded. ${BAD}` }],
    });
  });

  it('contain no spread for N against a number or against N', () => {
    const [card] = z
      .array(GreenhouseScorecard)
      .parse(JSON.parse(greenhouseJson(scoredReport(withoutEvidence()))));
    const of = (id: string) => card?.vivavoce.competencies.find(({ competencyId }) => competencyId === id);
    expect(of('competency-1')).toMatchObject({ comparison: 'single', spread: null, withoutEvidence: 1 });
    expect(of('competency-3')).toMatchObject({ comparison: 'none', spread: null, withoutEvidence: 2 });
  });

  it('contain no markup, neither in the bytes nor in fields that are read as HTML', () => {
    expect(text()).not.toMatch(/[<>&]/);
    for (const { question, answer } of cards()[0]?.questions ?? [])
      expect(question + answer).not.toMatch(/[<>]/);
    expect(cards()[0]?.questions[0]?.answer).toBe('&lt;img src=x onerror=alert(1)&gt; &amp; =1+1');
  });
});

describe('scorecards of practice', () => {
  const practiced = () => scoredReport(script({ practice: { length: 'short', purpose: 'evaluation' } }));

  it('have no hiring recommendation in any file, even if one was locked earlier', async () => {
    const csv = scorecardsCsv(practiced());
    expect(csv).not.toContain('Recommendation');
    expect(csv).not.toContain('"yes"');
    const cards = z.array(GreenhouseScorecard).parse(JSON.parse(greenhouseJson(practiced())));
    expect(cards.map(card => card.overall_recommendation)).toEqual(['no_decision', 'no_decision']);
    const text = (await pdfPages(await scorecardsPdf(practiced()))).join('\n');
    expect(text).not.toMatch(/Recommendations|Yes/);
    expect(text).toContain('Summaries');
    expect(text).toContain('Solid.');
  });

  it('have none on the page either', () => {
    const { scorecards } = openScorecardsOf(practiced());
    expect(Object.keys(scorecards)).toHaveLength(2);
    for (const { lock } of Object.values(scorecards)) expect(lock).not.toHaveProperty('recommendation');
  });
});

describe('scorecards as PDF', () => {
  const LONG = 'Started from the slow query log, then asked for the plan and read it from the inside out. '
    .repeat(22)
    .trim();

  it('mark no evidence, alone or next to one rating, and call neither agreed', async () => {
    const text = (await printed(withoutEvidence())).join('\n').replace(/\s+/g, ' ');
    expect(text).toContain('One rating, one without evidence');
    expect(text).toContain('No evidence');
    expect(text).not.toContain('All the same');
  });

  it('never separate a question from its rating at a page end', async () => {
    for (let lines = 1; lines <= 6; lines += 1) {
      const summary = 'One line.\n'.repeat(lines).trim();
      const raters = [
        { seat: grace, ratings: 4, summary },
        { seat: barbara, ratings: 3 },
      ] as const;
      const pages = await printed({ raters });
      expect(pages.length).toBeGreaterThan(1);
      for (const page of pages) {
        const [last] = page
          .split('\n')
          .filter(line => !/confidential$|^Page \d|^$/.test(line.trim()))
          .slice(-1);
        expect(last).toMatch(/^ANCHORMARK/);
      }
    }
  });

  it('can be selected and read: headline, names in three alphabets, anchors, notes with times, revisions', async () => {
    const alphabets = { candidateName: 'Ełżbieta Дмитриевна Παπαδοπούλου' };
    const text = (await printed(script(alphabets))).join('\n').replace(/\s+/g, ' ');
    for (const wanted of [
      alphabets.candidateName,
      '3.6 of 5. Plain mean of 14 locked ratings: independent ratings by 2 raters',
      'After revisions in the consensus: 3.8.',
      'Grace Brewster Hopper: 2.5',
      '1 of 5 ANCHORMARK does Databases at level 1.',
      `1:05 Guessed. ${BAD}`,
      `1:02:05 ${BAD}`,
      `Revised to 3 of 5: Persuaded. ${BAD}`,
      'N No evidence in this answer.',
      'Page 1 of',
    ])
      expect(text).toContain(wanted);
    expect(text).not.toContain('Taken back');
    expect(text).not.toContain('\uFFFD');
  });

  it.each([
    ['Arabic', 'محمد', 'دمحم'],
    ['Hebrew', 'שרה', 'הרש'],
    ['Chinese', '李小龙', '李小龙'],
    ['Japanese', '山田はなこ', '山田はなこ'],
    ['Korean', '김민준', '김민준'],
    ['Devanagari', 'नमन', 'नमन'],
  ])('show names in %s as they are drawn from left to right', async (_, candidateName, drawn) => {
    const text = (await printed(script({ candidateName }))).join('\n');
    expect(text).toContain(drawn);
    expect(text).not.toMatch(/[\u25A1\uFFFD\0]/);
  });

  it('copy Devanagari in reading order, not in the order in which vowels are drawn', async () => {
    const file = await scorecardsPdf(scoredReport(script({ candidateName: 'प्रिया शर्मा' })));
    expect(pdfTexts(file)[0]).toContain('प्रिया शर्मा');
  });

  it('keep text next to a right-to-left name in its position', async () => {
    const rater = newSeat('interviewer', 'שרה');
    const text = (await printed({ raters: [{ seat: rater, ratings: 4 }] })).join('').replace(/\s+/g, ' ');
    expect(text).toContain('הרש : 4.0');
  });

  it('break long lines of any script without losing a letter', async () => {
    const summary = '独立思考并且清楚说明'.repeat(30);
    const pages = await printed(script({ raters: [{ seat: grace, ratings: 3, summary }] }));
    expect(pages.join('').replace(/\s+/g, '')).toContain(summary);
    expect(pages.join('\n')).not.toContain(summary);
  });

  it('embed their fonts', async () => {
    expect(embeddedFonts(await scorecardsPdf(scoredReport(script())))).toBe(2);
  });

  it('let long notes continue over pages without losing a word, and number every page', async () => {
    const notes = Array.from({ length: 12 }, (_, index) => ({ text: `${LONG} End ${index}.` }));
    const pages = await printed(script({ raters: [{ seat: grace, ratings: 3, notes, summary: LONG }] }));
    expect(pages.length).toBeGreaterThan(3);
    for (const [index, page] of pages.entries())
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    const bodies = pages.map(page => page.replace(/Second round · confidential.*$/s, ''));
    const text = bodies.join(' ').replace(/\s+/g, ' ');
    for (const { text: note } of notes) expect(text).toContain(note);
  });

  it("mark characters that can't be shown, and let none change the direction of the text around it", async () => {
    const text = (await printed(script({ candidateName: '\u1200 \u202Eevil\u0007' }))).join('\n');
    expect(text).toContain('□ evil');
    expect(text).toContain('□ stands for a character that can’t be printed');
  });

  it('state that they rest on one evaluator only, and that they were opened early', async () => {
    const opening = { byName: 'Olga Owner', reason: 'Due today.' };
    const lonely = script({
      raters: [{ seat: grace, ratings: 3 }],
      more: [{ kind: 'scorecards.opened', payload: opening }],
    });
    const text = (await printed(lonely)).join('\n').replace(/\s+/g, ' ');
    expect(text).toContain('locked ratings: one rater only.');
    expect(text).toMatch(/Opened early by Olga Owner, 2030-01-15 09:00 UTC: Due today\./);
    expect(text).toContain('One rating');
  });

  it('are created in a thread of their own, identical to the letter', async () => {
    const report = scoredReport(script());
    const { body } = await scorecardFile('pdf', report);
    expect(pdfPages(body)).toEqual(pdfPages(await scorecardsPdf(report)));
  });
});

describe('the name of a scorecard file', () => {
  it.each([
    ['Zoë O’Neill-Łukasz', /^scorecards-zoe-o-neill-ukasz-2030-01-15\.csv$/],
    ['李', /^scorecards-[0-9a-f]{12}-2030-01-15\.csv$/],
    ['../../"\r\nX: y', /^scorecards-x-y-2030-01-15\.csv$/],
  ])('of %j has only letters, digits, and hyphens', async (candidateName, expected) => {
    const { fileName } = await scorecardFile('csv', scoredReport(script({ candidateName })));
    expect(fileName).toMatch(expected);
  });
});

describe('a scorecard report', () => {
  it('is rejected while anyone who is expected has not locked, and names no one', () => {
    const blind = script({
      raters: [
        { seat: grace, ratings: 3 },
        { seat: barbara, ratings: 4, locks: false },
      ],
      more: [],
    });
    expect(() => scoredReport(blind)).toThrow(expect.objectContaining({ code: 'blind' }));
    expect(() => scoredReport({ ...blind, ends: false, more: [lockEvent(barbara)] })).toThrow(
      expect.objectContaining({ code: 'blind' }),
    );
    expect(scoredReport({ ...blind, more: [lockEvent(barbara)] }).raters).toHaveLength(2);
  });

  it('of an early opening contains only what is locked', () => {
    const early = script({
      raters: [
        { seat: grace, ratings: 3 },
        { seat: barbara, ratings: 4, locks: false },
      ],
      more: [{ kind: 'scorecards.opened', payload: { byName: 'Olga', reason: 'Due today.' } }],
    });
    expect(scoredReport(early).raters.map(({ name }) => name)).toEqual([grace.displayName]);
  });
});

async function printed(interview: InterviewScript): Promise<string[]> {
  return pdfPages(await scorecardsPdf(scoredReport(interview)));
}
