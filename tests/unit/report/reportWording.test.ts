import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lintReport } from '../../../shared/report/lintReport.ts';
import {
  aboutPerson,
  barePraise,
  hiringDecision,
  otherCandidates,
  protectedTopic,
} from '../../../shared/report/reportWording.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { reportDraft } from '../../support/reportDraft.ts';

/** Returns the findings in a report whose only change contains this text. */
function findingsIn(text: string) {
  const kit = exampleInterviewKit();
  const change = reportDraft(kit).change.map(point => ({ ...point, seen: text }));
  const context = { kit, durationMs: 60_000, privateTexts: [], far: [], levels: [] };
  return lintReport(reportDraft(kit, { change }), context);
}

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
    const findings = findingsIn(text);
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
    expect(findingsIn(text).map(({ code }) => code)).toContain('hiring-decision');
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
    expect(findingsIn(text).map(({ code }) => code)).toContain('other-candidates');
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
  // A recruiter's kit quotes a question about children that must not be asked, and another kit prepares for
  // the question of why to hire the person.
  const found = sentences.filter(
    text =>
      !text.includes('Why should we hire you') &&
      (hiringDecision(text) ??
        otherCandidates(text) ??
        aboutPerson(text) ??
        (protectedTopic(text)?.ofReader && protectedTopic(text)?.topic !== 'family')),
  );
  expect(found).toEqual([]);
});
