import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportFindingText } from '../../../client/texts/reportFindings.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import {
  isPublishable,
  lintReport,
  type ReportLintContext,
  reportWords,
} from '../../../shared/report/lintReport.ts';
import {
  EMPTY_REPORT,
  type ReportContent,
  type ReportPoint,
  type Rung,
} from '../../../shared/report/reportContent.ts';
import {
  aboutPerson,
  barePraise,
  hiringDecision,
  otherCandidates,
  protectedTopic,
} from '../../../shared/report/reportWording.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { reportDraft } from '../../support/reportDraft.ts';

const kit = exampleInterviewKit();
const [competency] = kit.competencies;
if (!competency) throw new Error('The kit has no competency.');
const CONTEXT: ReportLintContext = { kit, durationMs: 60_000, privateTexts: [], far: [], levels: [] };
const draft = (changes: Partial<ReportContent> = {}) => reportDraft(kit, changes);
const lint = (changes: Partial<ReportContent> = {}, context: Partial<ReportLintContext> = {}) =>
  lintReport(draft(changes), { ...CONTEXT, ...context });
const rules = (...input: Parameters<typeof lint>) => lint(...input).map(({ code }) => code);
/** The draft's only change, with these fields changed. */
const change = (changes: Partial<ReportPoint>) => ({
  change: draft().change.map(point => ({ ...point, ...changes })),
});
const clip = (fromMs: number, toMs: number) => change({ moment: { kind: 'clip', fromMs, toMs } });

describe('lintReport', () => {
  it('finds nothing in a complete report', () => {
    expect(lint()).toEqual([]);
  });

  it('finds what prevents an empty report from being published', () => {
    const findings = lintReport(EMPTY_REPORT, CONTEXT);
    expect(findings.map(({ code }) => code)).toEqual(['no-headline', 'no-keep', 'no-change', 'no-plan']);
    expect(isPublishable(findings)).toBe(false);
    expect(isPublishable(lint({ tasks: [] }))).toBe(true);
  });

  it.each<[string, Partial<ReportPoint>, string]>([
    ['a moment', { moment: undefined }, 'no-moment'],
    ['text in its quotation', { moment: { kind: 'quotation', text: '  ' } }, 'no-moment'],
    ['a competency', { competencyId: undefined }, 'no-anchor'],
    ['a reached anchor', { reached: undefined }, 'no-anchor'],
    ['an anchor above the reached one', { reached: 5 }, 'no-next-anchor'],
    ['an action', { action: ' ' }, 'no-action'],
    ['what was observed', { seen: '' }, 'missing-text'],
  ])('rejects a change without %s', (_what, changes, code) => {
    const findings = lint(change(changes));
    expect(findings).toMatchObject([{ code, severity: 'error' }]);
    expect(findings[0]?.path.slice(0, 2)).toEqual(['change', 0]);
  });

  it('requires less of strengths: they may be at the top level, and need no advice', () => {
    const keep = draft().keep.map(({ moment: _none, ...point }) => ({
      ...point,
      reached: 5 as const,
      action: '',
    }));
    const findings = lint({ keep });
    expect(findings).toMatchObject([{ code: 'no-moment', severity: 'warning', path: ['keep', 0, 'moment'] }]);
    expect(isPublishable(findings)).toBe(true);
  });

  it.each([
    [0, 10_000, []],
    [5_000, 35_000, []],
    [0, 9_999, ['clip-length']],
    [0, 30_001, ['clip-length']],
    [20_000, 10_000, ['clip-length']],
    [45_000, 60_000, []],
    [45_000, 60_001, ['clip-beyond']],
    [55_000, 95_000, ['clip-length', 'clip-beyond']],
  ])('checks a clip from %i to %i ms of a one-minute recording', (fromMs, toMs, expected) => {
    expect(rules(clip(fromMs, toMs))).toEqual(expected);
  });

  it('rejects clips without a recording, and waits while the duration is unknown', () => {
    expect(rules(clip(0, 20_000), { durationMs: 0 })).toEqual(['clip-beyond', 'clip-beyond']);
    expect(rules(clip(0, 20_000), { durationMs: undefined })).toEqual([]);
  });

  it('names questions and competencies that the kit of the interview does not have', () => {
    const lines = { 'question-99': 'A line.' } as ReportContent['lines'];
    const tasks = [{ text: 'Practice.', questionId: QuestionId.parse('question-98') }];
    const findings = lint({ lines, tasks, ...change({ questionId: QuestionId.parse('question-97') }) });
    expect(findings.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['unknown-part', 'change.0.questionId'],
      ['unknown-part', 'lines.question-99'],
      ['unknown-part', 'tasks.0.questionId'],
    ]);
  });

  it('requires evaluators with distant ratings to agree or to keep their ratings', () => {
    expect(rules({}, { far: [competency.id] })).toEqual(['unacknowledged-spread']);
    expect(rules({ apart: [competency.id] }, { far: [competency.id] })).toEqual([]);
  });

  it('rejects a point with another level than the table, with its position', () => {
    const level = (rung: Rung | undefined) => [{ competencyId: competency.id, rung }];
    const keep = draft().keep.map(point => ({ ...point, reached: 3 as const }));
    expect(lint({ keep }, { levels: level(3) })).toEqual([]);
    const findings = lint({ keep }, { levels: level(2) });
    expect(findings).toMatchObject([
      { code: 'reached-differs', severity: 'error', path: ['keep', 0, 'reached'] },
      { code: 'reached-differs', severity: 'error', path: ['change', 0, 'reached'] },
    ]);
    expect(findings[0]).toMatchObject({ reached: 3, level: 2 });
    expect(findings[0] && reportFindingText(findings[0])).toContain('level 2');
    // Without evidence, the table has no level.
    expect(lint({ keep }, { levels: level(undefined) })).toHaveLength(2);
  });

  it('counts the words of all texts together, quotations included', () => {
    const words = (count: number) => ({
      moment: { kind: 'quotation' as const, text: 'word '.repeat(count) },
    });
    const others = reportWords(draft(change(words(0))));
    expect(rules(change(words(450 - others)))).toEqual([]);
    expect(rules(change(words(451 - others)))).toEqual(['too-long']);
  });

  describe('with private notes of evaluators', () => {
    const NOTE = 'He rambled for two minutes, then “remembered” the index; I nearly gave a 2!';
    const copied = (seen: string, note = NOTE) =>
      rules(change({ seen }), { privateTexts: [note] }).filter(rule => rule === 'copied-note');

    it('finds six consecutive words, whatever the punctuation and case', () => {
      expect(copied('It rambled for two minutes then remembered the index.')).toEqual(['copied-note']);
      expect(copied('THEN, remembered: the index. I nearly stopped listening.')).toEqual(['copied-note']);
    });

    it('accepts five consecutive words, and equal words in another order', () => {
      expect(copied('The answer rambled for two minutes, and then came the index.')).toEqual([]);
      expect(copied('The index was remembered after minutes two for rambled he.')).toEqual([]);
    });

    it('accepts text from the kit', () => {
      const anchor = competency.anchors[2] ?? '';
      expect(anchor.split(' ').length).toBeGreaterThanOrEqual(6);
      expect(copied(`As the kit says: ${anchor}`, `Clearly a 3: ${anchor}`)).toEqual([]);
    });

    it('accepts a quotation of the answer that is also in a note', () => {
      const said = 'We rolled back within four minutes and wrote it down.';
      expect(rules(change({ moment: { kind: 'quotation', text: said } }), { privateTexts: [said] })).toEqual(
        [],
      );
    });

    it('finds any run of note words at any position', () => {
      const word = fc.stringMatching(/^[a-zäéλж]{2,8}$/u);
      fc.assert(
        fc.property(fc.array(word, { minLength: 6, maxLength: 20 }), fc.nat(), (words, from) => {
          const start = from % (words.length - 5);
          const run = words.slice(start, start + 6).join(', ');
          expect(copied(`Before ${run} after.`, words.join(' '))).toEqual(['copied-note']);
        }),
      );
    });
  });

  it('analyzes English sentences only in English reports', () => {
    const german = { ...kit, locale: 'de' };
    const headline = 'You are not confident.';
    expect(rules({ headline })).toEqual(['about-person']);
    expect(rules({ headline }, { kit: german })).toEqual([]);
  });

  it('accepts a bare line for a question with a warning, and nothing else that is praise alone', () => {
    const [question] = kit.questions;
    const lines = { [question?.id ?? '']: 'Good structure.' };
    expect(lint({ lines })).toMatchObject([{ code: 'bare-praise', severity: 'warning' }]);
    expect(lint(change({ seen: 'Well done! Great answer.' }))).toMatchObject([
      { code: 'bare-praise', severity: 'error', path: ['change', 0, 'seen'] },
    ]);
  });
});

describe('sentences about the person', () => {
  it.each([
    'You are not confident.',
    'You’re a natural!',
    'you seem nervous when asked about indexes',
    'You seemed a bit unsure of yourself.',
    'You come across as arrogant.',
    'You are clearly a very smart person.',
    'You sounded bored.',
    'You are a good communicator and it shows.',
    'The candidate is lazy.',
    'She seems shy.',
    'You lack confidence.',
    'You lacked the experience for this.',
    'Your nervousness showed.',
    'Your confidence grew.',
    'Your attitude was fine.',
    'Overall you were enthusiastic.',
    'You are not cut out for this role.',
    'You are a born leader.',
    'You weren’t assertive.',
    'You are not a culture fit.',
    'A great cultural fit!',
    'Your culture fit was clear.',
    'You would fit into our team.',
    'You don’t fit the company.',
    'You would not fit in here.',
  ])('are found: %s', text => {
    expect(aboutPerson(text)).toBeDefined();
  });

  it.each([
    'You named the index and its cost.',
    'You were asked for an example and gave two.',
    'If you are nervous, pause before the first sentence.',
    'When you’re unsure of yourself, say which number you would look up.',
    'The answer seems confident about the cache, and the log says otherwise.',
    'Your confidence interval was left out.',
    'Your character set was wrong: utf8mb4 holds emoji.',
    'You said that you are using a natural key.',
    'Say what you are sure of, and what you would measure.',
    'You are describing the team instead of your part.',
    'You lack a rollback step here.',
    'You are right that the index costs writes.',
    'They are slow because of the join.',
    'It sounds like a leader election.',
    'The team leader is the one you are quoting.',
    'You said that culture fit is measured by the same five questions for all.',
    'The index does not fit into memory.',
    'You asked whether the change fits our roadmap.',
    'You would fit the model on a sample first.',
  ])('are not found in: %s', text => {
    expect(aboutPerson(text)).toBeUndefined();
  });
});

describe('praise alone', () => {
  it.each([
    'Great job!',
    'Well done.',
    'Very good answer',
    'Nice. The index was named.',
    'Good communication skills.',
    'That was really impressive!',
    'Keep up the good work.',
    'Excellent, excellent answer overall.',
    'Your answer was very good.',
    'You nailed it.',
  ])('is found: %s', text => {
    expect(barePraise(text)).toBeDefined();
  });

  it.each([
    'Strong consistency costs latency.',
    'Good indexes need a reason.',
    'The good example was the second one, because it had a number.',
    'Solid state disks were named.',
    'The great part was that the cost came before the choice.',
    'A good answer names the trigger first.',
    'Perfect hashing was explained with an example.',
    'You gave a strong reason for the write path.',
  ])('is not found in: %s', text => {
    expect(barePraise(text)).toBeUndefined();
  });
});

describe('a protected topic', () => {
  it.each([
    ['looks', 'You look tired on camera.'],
    ['looks', 'Your appearance was neat.'],
    ['looks', 'Smile more when you greet people.'],
    ['looks', 'Your hair covered the camera.'],
    ['looks', 'You were well-dressed.'],
    ['looks', 'You are very attractive.'],
    ['looks', 'The way you dress matters.'],
    ['origin', 'Your accent makes it hard to follow.'],
    ['origin', 'Try a less foreign-sounding tone.'],
    ['origin', 'You have a strong accent.'],
    ['origin', 'For a non-native speaker it was clear.'],
    ['origin', 'Work on your English.'],
    ['origin', 'Where you are from, this may be usual.'],
    ['age', 'At your age one knows that.'],
    ['age', 'You are too young for this role.'],
    ['age', 'You look older.'],
    ['age', 'For a young woman that was bold.'],
    ['health', 'Your stutter got in the way.'],
    ['health', 'You look ill.'],
    ['health', 'You were visibly exhausted.'],
    ['health', 'As you are pregnant, plan ahead.'],
    ['health', 'Your disability was no problem.'],
    ['health', 'The extra time you had was used well.'],
    ['age', 'Very mature for your age.'],
    ['age', 'For your age in this industry that is a lot.'],
    ['age', 'For someone so young it was a lot.'],
    ['gender', 'For a woman, you know databases well.'],
    ['gender', 'For a woman you know databases well.'],
    ['gender', 'You explain it well for a woman in tech.'],
    ['gender', 'As a man, you may see it differently.'],
    ['gender', 'Like most women, you hedge.'],
    ['gender', 'Women like you hedge less.'],
    ['gender', 'You’re a strong female engineer.'],
    ['origin', 'As an immigrant, you know this.'],
    ['origin', 'For a foreigner, that was clear.'],
    ['origin', 'For an Indian engineer you are direct.'],
    ['origin', 'People from your country often say so.'],
    ['origin', 'You are Black, so use that story.'],
    ['belief', 'As a Muslim, you could add more.'],
    ['belief', 'Your headscarf covered the microphone.'],
    ['belief', 'You seem religious.'],
    ['politics', 'Your political views do not belong here.'],
    ['politics', 'You are a union member, so say less.'],
    ['orientation', 'You are gay, so the example was apt.'],
    ['orientation', 'Your sexual orientation came up.'],
    ['family', 'Your children came in twice.'],
    ['family', 'With your family in mind, ask about shifts.'],
    ['family', 'You are married, so relocation is hard.'],
    ['family', 'As a mother you know priorities.'],
    ['family', 'Your parental leave came up twice.'],
  ])('is found, with its topic: %s: %s', (topic, text) => {
    expect(protectedTopic(text)).toMatchObject({ topic, ofReader: true });
  });

  it.each([
    ['health', 'The answer named disability and pregnancy as what may not be asked.'],
    ['age', 'The example was about millennials.'],
    ['family', 'The rule on parental leave was left out.'],
    ['gender', 'The case was about a woman who returned from leave.'],
    ['gender', 'Two of the five applicants in the example were female.'],
    ['belief', 'The question on religious holidays was answered with the rule.'],
    ['politics', 'The part of the trade union was named.'],
    ['origin', 'The visa of an immigrant was the second example.'],
  ])('may be the subject of an answer, so that it only causes a warning: %s: %s', (topic, text) => {
    expect(protectedTopic(text)).toMatchObject({ topic, ofReader: false });
    const findings = lint(change({ seen: text }));
    expect(findings).toMatchObject([{ code: 'protected-topic', severity: 'warning' }]);
  });

  it.each([
    'The message is parsed in stages, page by page.',
    'The average age of a cache entry was named.',
    'Say what max-age does.',
    'A family of functions shares the bound.',
    'The product family has one schema.',
    'Name the font family and the family name field.',
    'A pregnant pause came before the answer.',
    'Check that each healthy service answers its health check.',
    'The health endpoint was named; say who watches it.',
    'You disabled the flag before the deploy.',
    'The account was disabled.',
    'A blind review and a blind index were compared.',
    'The cache sits between the users and your origin.',
    'Do newer customers stay as long as older ones did at that age?',
    'A race condition was found by reading the log.',
    'The foreign key was dropped.',
    'Name the SQL dialect.',
    'Accented characters broke the search.',
    'The accent color is the brand’s.',
    'You look up the row by its key, then you look at the plan.',
    'The first appearance of the bug was in May.',
    'An attractive option was left out: doing nothing.',
    'Face the trade-off first.',
    'The parts that make up the system were drawn.',
    'Your child process was killed.',
    'Your parent component holds the state.',
    'Your children nodes are sorted.',
    'You were pretty clear about the order.',
    'Retire the old service first.',
    'Code generation was the young project’s idea.',
    'The client was too old for TLS 1.3.',
    'The weights of the model were frozen.',
    'Say why the native app was slower.',
    'The video stutters at 30 frames.',
    'It was diagnosed by a bisect.',
    'The fitness function was named.',
    'You were tasked with the migration.',
    'Manage the image storage at a later stage.',
    'For a manager, say the cost first.',
    'A man-in-the-middle attack was left out.',
    'Read the man page before the next answer.',
    'As a senior engineer would, name the rollback.',
    'For a German customer the date has another format.',
    'The union of both sets has duplicates.',
    'A Black Friday load was the example.',
    'The chess club has male and female connectors.',
    'A white paper and a black box test were named.',
    'Straight joins and transactions were explained.',
    'The republican index of the data set was sorted.',
    'The canary got one percent of the traffic.',
  ])('is not found in: %s', text => {
    expect(protectedTopic(text)).toBeUndefined();
  });
});

describe('decisions about hiring', () => {
  it.each([
    'You would not be hired.',
    'You wouldn’t be hired with this.',
    'You will be rejected for this answer.',
    'We would not hire you.',
    'I’d hire you immediately.',
    'We cannot offer you the job.',
    'You did not get the job.',
    'You are ready for the senior role.',
    'You are not suitable for this position.',
    'We will move you forward.',
    'You made it to the next round.',
    'You failed the interview.',
    'You passed this interview.',
    'This was a strong hire.',
    'No hire.',
    'A clear no-hire.',
    'Your application will not be considered.',
    'You should not expect an offer.',
    'You would be a good hire.',
    'The recommendation is to reject.',
    'You won’t get the job with this answer.',
    'You got the job!',
    'Not senior enough for this position.',
    'You would make a good hire.',
    'Clear structure, but you look unsuited for the role.',
  ])('are found: %s', text => {
    expect(hiringDecision(text)).toBeDefined();
    expect(lint(change({ seen: text })).map(({ code }) => code)).toContain('hiring-decision');
  });

  it.each([
    'You said that you would not hire without a second interview.',
    'You named who decides about an offer.',
    'You rejected the first design for its cost.',
    'You hired two people in that year.',
    'The next round of the load test was left out.',
    'You passed the id instead of the row.',
    'The test failed after the interview of the user.',
    'Ready for review means that the tests are green.',
    'You offered the customer a refund.',
    'Your application logs the error twice.',
    'Moving forward, say the number first.',
    'The candidate in your example was rejected by letter.',
    'Name the role of the index.',
    'You asked whether the person was qualified for the role before you called.',
    'You explained how you told a manager that someone is not suitable for this position.',
    'You said a strong hire is one the team keeps for two years.',
    'You described a bad hire and what it cost.',
    'You chose whom to move forward by the same criteria.',
    'A queue is suitable for this job.',
    'You get the job id from the queue.',
    'You got the job done in two steps.',
    'A retry would give you the job twice.',
    'You would get the position of the cursor first.',
    'You would receive an offer from the peer, then answer it.',
    'That brings you back to the first question.',
    'You moved on to the next stage of the pipeline.',
    'You named the wrong lock for the job at hand.',
  ])('are not found in: %s', text => {
    expect(hiringDecision(text)).toBeUndefined();
  });
});

describe('comparisons with other candidates', () => {
  it.each([
    'Better than most candidates.',
    'You did better than the other candidates.',
    'Other applicants named the index first.',
    'You are among our top ten candidates.',
    'The weakest candidate so far.',
    'Compared with others who applied, you were short.',
    'You rank third.',
    'Better structured than most, but other candidates named the cost.',
    'You were one of the strongest applicants.',
  ])('are found: %s', text => {
    expect(otherCandidates(text)).toBeDefined();
    expect(lint(change({ seen: text })).map(({ code }) => code)).toContain('other-candidates');
  });

  it.each([
    'The candidates in your example got the same five questions.',
    'Better than a guess: measure it.',
    'A candidate key was named.',
    'Other options were compared by cost.',
    'You compared three applicants of the case with the same criteria.',
    'Rank the options by what undoes them.',
    'You contacted the best candidates first and said why.',
    'You noticed that most candidates gave the same answer, and changed the question.',
    'You told other candidates what happens next within two days.',
    'You explained that other candidates had more time.',
    'The strongest candidate key was named.',
    'You ranked first the options that can be undone.',
  ])('are not found in: %s', text => {
    expect(otherCandidates(text)).toBeUndefined();
  });
});

it('finds no decision, ranking, or protected group in the sentences of the built-in kits', async () => {
  const folder = new URL('../../../server/features/kit/builtIn/', import.meta.url);
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  const texts = await Promise.all(names.map(name => readFile(new URL(name, folder), 'utf8')));
  const sentences = texts.flatMap(text => text.split('\n')).flatMap(line => line.split(/(?<=[.!?]) /));
  expect(sentences.length).toBeGreaterThan(5_000);
  // A recruiter's kit quotes a question about children that must not be asked.
  const found = sentences.filter(
    text =>
      hiringDecision(text) ??
      otherCandidates(text) ??
      aboutPerson(text) ??
      (protectedTopic(text)?.ofReader && protectedTopic(text)?.topic !== 'family'),
  );
  expect(found).toEqual([]);
});
