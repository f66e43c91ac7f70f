import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consoleTexts } from '../../client/texts/console.ts';
import { homeTexts } from '../../client/texts/home.ts';
import { interviewListTexts } from '../../client/texts/interviewList.ts';
import { publicSideTexts } from '../../client/texts/publicSide.ts';
import { keepTexts, recordingTexts } from '../../client/texts/recordingList.ts';
import { reviewTexts } from '../../client/texts/review.ts';
import { settingsTexts } from '../../client/texts/settings.ts';
import { transcriptSearchTexts as search } from '../../client/texts/transcriptSearch.ts';
import { uiTexts } from '../../client/texts/ui.ts';
import { AppError } from '../../shared/errors.ts';
import { RecordingId } from '../../shared/ids.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';
import type {
  MissingPlace,
  RecordingCursor,
  RecordingSummary,
} from '../../shared/protocol/recordingRoutes.ts';
import type { TranscriptHit } from '../../shared/protocol/transcriptRoutes.ts';
import { expectAccessible } from '../support/accessible.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { LOOKS } from '../support/looks.ts';
import { recordingSummary, severalRecordings } from '../support/madeUpRecordings.ts';
import { MADE_UP } from '../support/madeUpReview.ts';
import { ReviewServer } from '../support/reviewServer.ts';
import { member } from '../support/reviewStage.ts';
import { sharedBrowser } from '../support/shared.ts';
import { smallTargets } from '../support/smallTargets.ts';

const { list, missing, retention, states } = recordingTexts;

let server: ReviewServer;
let browser: TestBrowser;
let page: Page;
let recordings: () => RecordingSummary[];
let kept: { days?: number };

beforeAll(async () => {
  server = await ReviewServer.start();
  browser = await sharedBrowser();
  page = await browser.newPage();
  server
    .answer('recording.list', ({ after }) => pageOf(recordings(), after))
    .answer('storage.missing', () => ({ places: [] }))
    .answer('views.list', () => ({ views: [] }))
    .answer('retention.read', () => kept)
    .answer('transcripts.settings', () => ({ ratersSee: false }))
    .answer('practicePages.read', () => ({ keep: 'as-recordings', ...kept }))
    .answer('retention.preview', () => ({ recordings: 8 }))
    .answer('practicePages.preview', () => ({ pages: 3, later: 1 }))
    .answer('retention.change', wanted => {
      kept = wanted;
      return {};
    });
});
afterAll(async () => {
  await page?.context().close();
  await server?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  recordings = () => severalRecordings(MADE_UP.interviewId);
  kept = { days: 90 };
  server.answer('account.read', () => ({ setupNeeded: false, member: member() }));
});

/** Seven recordings per page, so that a few rows are several pages. */
const PAGE = 7;
function pageOf(all: RecordingSummary[], after: RecordingCursor | undefined) {
  const from = after ? all.findIndex(({ recordingId }) => recordingId === after.recordingId) + 1 : 0;
  const shown = all.slice(from, from + PAGE);
  const last = from + PAGE < all.length ? shown.at(-1) : undefined;
  return {
    recordings: shown,
    ...(last && { next: { startedAt: last.startedAt, recordingId: last.recordingId } }),
  };
}

const open = (on = page) => on.goto(`${server.url}/console/interviews/recordings`);
const rows = (on = page) => on.locator('[data-recording]');
const retentionBox = () => page.getByRole('region', { name: retention.title });

describe('the list of recordings', () => {
  it('shows the state of each recording, and links to the replay if there is one and to the interview otherwise', async () => {
    await open();
    await rows().first().waitFor();
    expect(await rows().count()).toBe(recordings().length);
    for (const { state } of recordings())
      await rows().getByText(states[state], { exact: true }).first().waitFor();
    const { running } = reviewTexts.jobs.finalise;
    await rows()
      .getByText(`${running}, ${reviewTexts.job.percent(0.64)}`)
      .waitFor();
    await rows().getByText(reviewTexts.jobs.finalise.failed).waitFor();
    const detail = `/console/interviews/${MADE_UP.interviewId}`;
    const href = (text: string) => rows().filter({ hasText: text }).getByRole('link').getAttribute('href');
    expect(await href('Radia Perlman')).toBe(`${detail}/review`);
    expect(await href('Alan Turing')).toBe(detail);
  });

  it('deletes those that are selected after a question that names them, but none that is running', async () => {
    const asked: number[] = [];
    server.answer('bulk.eraseRecordings', ({ bulkId, interviewIds: { length } }) => {
      asked.push(length);
      const counts = { total: length, done: 0, unchanged: 0, failed: 0, failures: [] };
      return { progress: { bulkId, kind: 'erase', state: 'waiting', startsInMs: 10_000, ...counts } };
    });
    await open();
    const { select, button, title, confirm, bar } = recordingTexts.eraseSeveral;
    const box = (name: string) => page.getByRole('checkbox', { name: select(name) });
    await box('Radia Perlman').check();
    await box('Alan Turing').check();
    expect([await box('Ada Lovelace').count(), await box('Barbara Jones').count()]).toEqual([0, 0]);
    await page.getByRole('region', { name: bar }).getByRole('button', { name: button }).click();
    const question = page.getByRole('alertdialog', { name: title(2) });
    for (const name of ['Radia Perlman', 'Alan Turing']) await question.getByText(name).waitFor();
    await question.getByRole('button', { name: confirm(2) }).click();
    await page.getByRole('region', { name: bar }).waitFor({ state: 'detached' });
    expect(asked).toEqual([2]);
  });

  it('says until when each is kept, but not of one that is still running', () => {
    const { kept, section } = recordingTexts;
    expect(kept({ state: 'ready' }, 0)).toBe(retention.forever);
    expect(section.kept(retention.forever)).toBe('Kept forever, unless deleted');
    expect(kept({ state: 'ready', retainUntil: 0 }, 0)).toBe('Until today');
    expect(kept({ state: 'recording' }, 0)).toBeUndefined();
  });

  it('is filtered by title or candidate', async () => {
    await open();
    await rows().first().waitFor();
    await page.getByRole('searchbox', { name: list.filter }).fill('perl');
    await rows().nth(1).waitFor({ state: 'detached' });
    expect(await rows().textContent()).toContain('Radia Perlman');
    await page.getByRole('searchbox', { name: list.filter }).fill('nobody');
    await page.getByText(list.noMatch('nobody')).waitFor();
  });

  it('is filtered by state in its address, next to the same tabs as the interviews', async () => {
    recordings = () => [
      ...severalRecordings(MADE_UP.interviewId).slice(0, 3),
      recordingSummary(MADE_UP.interviewId, 'failed', { durationMs: 0, jobs: [], title: 'Lost round' }),
    ];
    await page.goto(`${server.url}/console/interviews/recordings?state=failed`);
    await rows().first().waitFor();
    expect(await rows().count()).toBe(1);
    const text = await rows().textContent();
    expect(text).toContain(`Lost round`);
    expect(text).toContain(homeTexts.failures.problems.recording);
    expect(text).not.toContain('0:00');
    const tabs = page.getByRole('navigation', { name: interviewListTexts.list.views });
    const { upcoming, due, past, all } = interviewListTexts.views;
    expect(await tabs.getByRole('link').allTextContents()).toEqual([
      upcoming,
      due,
      past,
      all,
      recordingTexts.nav,
    ]);
    expect(await tabs.locator('[aria-current=page]').textContent()).toBe(recordingTexts.nav);
    await page.getByRole('button', { name: consoleTexts.filters.clear }).click();
    await rows().nth(3).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('button', { name: list.columns.state }).click();
    await page.getByRole('menuitemcheckbox', { name: states.ready }).click();
    await rows().nth(1).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?state=ready');
  });

  it('shows more on request, and again after loading failed', async () => {
    const all = Array.from({ length: 2 * PAGE + 1 }, (_, index) =>
      recordingSummary(MADE_UP.interviewId, 'ready', {
        recordingId: RecordingId.parse(`${index}`.padStart(32, 'a')),
        title: `Round ${index}.`,
        startedAt: Date.now() - index * 60_000,
      }),
    );
    recordings = () => all;
    await open();
    const more = page.getByRole('button', { name: list.more });
    await more.waitFor();
    expect(await rows().count()).toBe(PAGE);
    recordings = () => {
      throw new AppError('internal');
    };
    await more.click();
    await page.getByText(list.moreFailed).waitFor();
    expect(await rows().count()).toBe(PAGE);
    recordings = () => all;
    await more.click();
    await rows().nth(PAGE).waitFor();
    await page.getByText(list.moreFailed).waitFor({ state: 'detached' });
    await more.click();
    await more.waitFor({ state: 'detached' });
    expect(await rows().getByRole('link').allTextContents()).toEqual(all.map(({ title }) => title));
  });

  it('says that there are no recordings, and that they didn’t load until they do', async () => {
    recordings = () => [];
    await open();
    await page.getByText(list.empty).waitFor();
    recordings = () => {
      throw new AppError('internal');
    };
    await open();
    await page.getByText(list.failed).waitFor();
    recordings = () => severalRecordings(MADE_UP.interviewId);
    await page.getByRole('button', { name: reviewTexts.states.retry }).click();
    await rows().first().waitFor();
  });
});

describe('the retention time of recordings', () => {
  const openPrivacy = async () => {
    await page.goto(`${server.url}/console/settings/privacy`);
  };

  it('is changed by the owner to days or forever, and to nothing else', async () => {
    await openPrivacy();
    await retentionBox().getByText(retention.days(90)).waitFor();
    await page.getByRole('button', { name: retention.changeOf }).click();
    const dialog = page.getByRole('dialog', { name: retention.dialogTitle });
    const days = dialog.getByLabel(keepTexts.field, { exact: true });
    const save = dialog.getByRole('button', { name: keepTexts.save });
    for (const wrong of ['4000', '1.5', '0', '']) {
      await days.fill(wrong);
      await save.click();
      await dialog.getByText(keepTexts.wrong).waitFor();
    }
    expect(kept).toEqual({ days: 90 });
    await days.fill('30');
    await save.click();
    const question = page.getByRole('alertdialog', { name: retention.shorterTitle(30) });
    await question.getByText(retention.goNow(8)).waitFor();
    await question.getByText(publicSideTexts.kept.goNow({ pages: 3, later: 1 })).waitFor();
    await question.getByRole('button', { name: uiTexts.cancel }).click();
    expect(kept).toEqual({ days: 90 });
    await save.click();
    await question.getByRole('button', { name: keepTexts.shorten }).click();
    await page.getByText(publicSideTexts.kept.asRecordings(30)).waitFor();
    await retentionBox().getByText(retention.days(30)).waitFor();
    await page.getByRole('button', { name: retention.changeOf }).click();
    await dialog.getByRole('radio', { name: retention.choices.forever.label }).check();
    await save.click();
    await retentionBox().getByText(retention.forever).waitFor();
    expect(kept).toEqual({});
    server
      .answer('retention.preview', () => ({ recordings: 0 }))
      .answer('practicePages.preview', () => ({ pages: 0, later: 0 }));
    await page.getByRole('button', { name: retention.changeOf }).click();
    await dialog.getByRole('radio', { name: retention.choices.days.label }).check();
    await save.click();
    const harmless = page.getByRole('alertdialog');
    await harmless.getByText(retention.goNow(0)).waitFor();
    await harmless.getByRole('button', { name: keepTexts.save, exact: true }).waitFor();
  });

  it('is read-only for an organizer, and hidden from others', async () => {
    server.answer('account.read', () => ({ setupNeeded: false, member: member('organizer') }));
    await openPrivacy();
    await retentionBox().getByText(retention.days(90)).waitFor();
    expect(await page.getByRole('button', { name: retention.changeOf }).count()).toBe(0);
    server.answer('account.read', () => ({ setupNeeded: false, member: member('interviewer') }));
    await openPrivacy();
    await page.getByText(settingsTexts.privacy.forbidden).waitFor();
  });
});

describe('transcripts before ratings are locked', () => {
  const { transcripts } = settingsTexts;
  let ratersSee = false;

  it('are shown only if the owner turns that on, with the reason against it', async () => {
    server
      .answer('transcripts.settings', () => ({ ratersSee }))
      .answer('transcripts.changeSettings', wanted => {
        ratersSee = wanted.ratersSee;
        return {};
      });
    await page.goto(`${server.url}/console/settings/privacy`);
    await page.getByText(transcripts.why).waitFor();
    const control = page.getByRole('switch', { name: transcripts.ratersSee });
    await control.and(page.locator('[aria-checked="false"]')).click();
    await control.and(page.locator('[aria-checked="true"]')).waitFor();
    expect(ratersSee).toBe(true);
    await expectAccessible(page);
    server.answer('account.read', () => ({ setupNeeded: false, member: member('organizer') }));
    await page.goto(`${server.url}/console/settings/privacy`);
    await page.getByText(transcripts.seen).waitFor();
    expect(await control.count()).toBe(0);
  });
});

describe('the search across transcripts', () => {
  it('shows who said it, when, and for which question, and opens the recording there', async () => {
    const asked: unknown[] = [];
    const hit = (atMs: number, words: string): TranscriptHit => ({
      interviewId: MADE_UP.interviewId,
      title: 'Backend developer, first round',
      candidateNames: ['Ada Candidate'],
      startedAt: MADE_UP.startedAt,
      kind: 'speech',
      atMs,
      speaker: { role: 'candidate', seatId: MADE_UP.candidate, name: 'Ada Candidate' },
      question: {
        questionId: QuestionId.parse('slow-query'),
        number: 3,
        text: 'How would you find a slow query?',
        competencies: [{ competencyId: CompetencyId.parse('debugging'), name: 'Debugging' }],
      },
      snippet: [{ text: 'because the ' }, { text: words, match: true }, { text: ' was missing' }],
    });
    server.answer('transcripts.search', params => {
      asked.push(params);
      if (params.query === 'nothing') return { hits: [] };
      return params.after
        ? { hits: [hit(601_000, 'indexes')] }
        : { hits: [hit(83_400, 'index')], next: 'more' };
    });
    await page.goto(`${server.url}/console/interviews/transcripts`);
    await page.getByText(search.start).waitFor();
    const field = page.getByRole('searchbox', { name: search.field });
    await field.fill('index');
    const first = page.getByRole('link', { name: search.open('1:23') });
    await first.getByText('Debugging').waitFor();
    expect(await first.locator('mark').textContent()).toBe('index');
    await expectAccessible(page);
    await page.getByRole('button', { name: search.more }).click();
    await page.getByRole('link', { name: search.open('10:01') }).waitFor();
    expect(asked).toEqual([{ query: 'index' }, { query: 'index', after: 'more' }]);
    expect(await first.getAttribute('href')).toBe(`/console/interviews/${MADE_UP.interviewId}/review#t=83.4`);
    await field.fill('nothing');
    await page.getByText(search.none('nothing')).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('nothing');
  });
});

describe('an unreachable media server that deletions wait for', () => {
  it('can be declared lost by the owner, after a question', async () => {
    const place: MissingPlace = {
      kind: 'mediaServer',
      placeId: 'sfu-019ab',
      deletions: 2,
      since: Date.now() - 86_400_000,
    };
    let places = [place];
    const declared: unknown[] = [];
    server
      .answer('storage.missing', () => ({ places }))
      .answer('storage.declareLost', wanted => {
        declared.push(wanted);
        places = [];
        return { deletions: 2 };
      });
    await open();
    const banner = page.getByRole('status').filter({ hasText: missing.title });
    await banner.getByText('sfu-019ab').waitFor();
    await expectAccessible(page);
    await banner.getByRole('button', { name: missing.declare }).click();
    const dialog = page.getByRole('alertdialog', { name: missing.questions.mediaServer });
    expect(declared).toEqual([]);
    await dialog.getByRole('button', { name: missing.declare }).click();
    // While the dialog is open, the page behind it has no roles.
    await dialog.waitFor({ state: 'detached' });
    await banner.waitFor({ state: 'detached' });
    expect(declared).toEqual([{ kind: 'mediaServer', placeId: 'sfu-019ab' }]);
  });
});

describe.each(LOOKS)('$look', ({ options }) => {
  it('axe finds no serious problem on the recordings, and no target is too small', async () => {
    const own = await browser.newPage(options);
    await open(own);
    await rows(own).first().waitFor();
    await expectAccessible(own);
    expect(await smallTargets(own)).toEqual([]);
    await own.context().close();
  });
});
