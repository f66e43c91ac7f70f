import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { readReport } from '../../client/texts/readReport.ts';
import { reportEditorTexts } from '../../client/texts/reportEditor.ts';
import { interviewKitOf } from '../../shared/kit/kit.ts';
import { partsOfKey } from '../../shared/rubric/rating.ts';
import { CallStage } from '../support/callStage.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForFrames } from '../support/decodedVideo.ts';
import { eventually } from '../support/eventually.ts';
import { Mailbox } from '../support/mailbox.ts';
import { RaterPage } from '../support/raterPage.ts';
import { firstCompetencies, rateByKeys, readReportOn, writeReportOn } from '../support/reportWalk.ts';
import { lock, rateAll, ratingKeysOf } from '../support/scriptedRater.ts';
import { signedIn } from '../support/signedIn.ts';
import { briefKit } from '../support/spokenKit.ts';

const PHONE = { viewport: { width: 390, height: 844 }, phone: true };
const FINISHING_MS = 120_000;
/** The shortest clip, at 25 frames a second. */
const CLIP_FRAMES = 300;
const EMAIL = 'ada@example.org';
const kit = interviewKitOf(briefKit());

let mailbox: Mailbox;
let stage: CallStage;
let reader: TestBrowser;

beforeAll(async () => {
  const chooseKit = async (owner: CallStage['owner']) =>
    (await owner.call('kits.create', { kit: briefKit() })).kitId;
  mailbox = await Mailbox.start();
  [stage, reader] = await Promise.all([
    CallStage.create({ SMTP_URL: mailbox.url }, { candidate: { page: PHONE } }, chooseKit),
    TestBrowser.launch(),
  ]);
  const { interviewId } = stage.interview;
  const seatId = stage.seatId('candidate');
  await stage.owner.call('seats.change', { interviewId, seatId, email: EMAIL });
  const { settings } = await stage.owner.call('evaluations.settings', {});
  await stage.owner.call('evaluations.change', { settings: { ...settings, invitedReports: true } });
});
afterAll(async () => {
  await reader?.close();
  await stage?.close();
  await mailbox?.close();
});

it(
  'an interview that a person conducted and two people rated becomes a report, which its candidate reads by a private link',
  async () => {
    const { candidate, lead } = await stage.call();
    const names = firstCompetencies(kit);
    const rater = new RaterPage(lead.page);
    await rater.keys('q', 'o');
    await rater.enter();
    await rateByKeys(rater, names, [4, 3]);
    await rater.keys('c');
    await rater.type('Says what the graphs showed, and from when on.');
    await rater.keys('Escape');
    await rater.saveState('saved');
    await waitForFrames(lead.video(stage.seatId('candidate')), CLIP_FRAMES, FINISHING_MS);
    const [grace, barbara] = await Promise.all([
      stage.interview.open('lead'),
      stage.interview.enter('evaluator'),
    ]);
    await rateAll(barbara, kit, 3);
    const stamp = { mediaTimeMs: 1_000 };
    for (const key of ratingKeysOf(kit).slice(names.length))
      await grace.request('rating.put', { ...partsOfKey(key), value: 'N', expectedVersion: 0, stamp });
    await grace.request('session.end', {});
    await lock(barbara);
    await lock(grace);
    expect([...candidate.complaints, ...lead.complaints]).toEqual([]);

    const { owner, server } = stage;
    const { interviewId } = stage.interview;
    await eventually(
      'the recording to be ready',
      async () => (await owner.call('review.open', { interviewId })).review.state === 'ready',
      FINISHING_MS,
    );
    const author = await (await signedIn(reader, owner)).newPage();
    await author.goto(`${server.url}/console/evaluations`);
    await author
      .locator(`[data-evaluation="${interviewId}"]`)
      .getByRole('link', { name: evaluationTexts.actions.write })
      .click();
    await writeReportOn(author, names);
    const ready = await mailbox.message();
    expect(ready.to).toEqual([EMAIL]);
    const address = /\S+\/report#\S+/.exec(ready.parts.get('text/plain') ?? '')?.[0] ?? '';
    const { email, link, linkLabel } = reportEditorTexts.after;
    await author.getByRole('button', { name: email }).click();
    expect((await mailbox.message(2)).to).toEqual([EMAIL]);

    // The link that staff can copy is for reading and does not act for the candidate.
    await author.getByRole('button', { name: link }).click();
    const handed = await (await reader.newContext(PHONE)).newPage();
    await handed.goto(await author.getByRole('textbox', { name: linkLabel }).inputValue());
    await handed.getByText(readReport.share.banners.staff).waitFor();
    await handed.locator('[data-report]').waitFor();
    expect(await handed.getByRole('heading', { name: readReport.rating.title }).count()).toBe(0);
    await author.reload();
    await author.getByText(reportEditorTexts.after.unread).waitFor();

    await readReportOn(await (await reader.newContext(PHONE)).newPage(), address);
    await author.reload();
    await author.getByText(reportEditorTexts.after.read).waitFor();
    await author.getByText(reportEditorTexts.after.stars(4)).waitFor();
  },
  3 * FINISHING_MS,
);
