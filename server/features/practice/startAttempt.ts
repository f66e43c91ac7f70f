import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { InterviewId } from '../../../shared/ids.ts';
import { chooseQuestions } from '../../../shared/practice/chooseQuestions.ts';
import { practiceEditionOf } from '../../../shared/practice/practiceEdition.ts';
import { practiceMinutesOf } from '../../../shared/practice/practiceKit.ts';
import type { RouteParams } from '../../../shared/protocol/http.ts';
import { PRACTICE_LIMITS } from '../../../shared/protocol/practiceRoutes.ts';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { KitStore, StoredKit } from '../../store/kitStore.ts';
import type { NewAttempt, PracticeStore, StartOutcome } from '../../store/practiceStore.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';
import type { PublicRequest } from '../routeHandlers.ts';
import type { PracticeDevices } from './PracticeDevices.ts';
import { noSuchPage, type PracticePages } from './PracticePages.ts';
import type { Proofs } from './Proofs.ts';
import type { PracticeLimits } from './practiceLimits.ts';
import type { PublishedKits } from './publishedKits.ts';

interface StartOptions {
  store: Pick<PracticeStore, 'start' | 'changePage' | 'shortAttempts'>;
  pages: PracticePages;
  kits: Pick<KitStore, 'findVersion'>;
  published: Pick<PublishedKits, 'findPublished'>;
  proofs: Pick<Proofs, 'spend'>;
  limits: PracticeLimits;
  devices: Pick<PracticeDevices, 'find' | 'create' | 'sourceOf'>;
}

/** Who asks for an attempt: an address group and a browser. */
export type Asking = Pick<PublicRequest, 'address' | 'headers' | 'setCookies'>;

/** An attempt that has got its place in line. */
export interface StartedAttempt {
  attempt: NewAttempt;
  /** The token of its page. */
  page: string;
  /** The candidate's, as it was given now or for an earlier attempt on the same page. */
  name: string | undefined;
}

/** A public role's kit, in the version that is public. Throws `not-found`. */
export async function requirePublished(
  { published, kits }: Pick<StartOptions, 'published' | 'kits'>,
  asked: Slug,
): Promise<{ slug: Slug; stored: StoredKit }> {
  const found = await published.findPublished(asked);
  const stored = found && (await kits.findVersion(found.kitId, found.version));
  if (!found || !stored) throw new AppError('not-found', 'This role is not open for practice.');
  return { slug: found.slug, stored };
}

/**
 * Puts a new attempt in line, with the kit's version of this moment, on a page of its own or on the one that was given. What can be wrong
 * with the input is found before the proof is used up.
 */
export async function startAttempt(
  options: StartOptions,
  input: RouteParams<'practice.start'>,
  asking: Asking,
): Promise<StartedAttempt> {
  const { store, pages, proofs, devices } = options;
  const known = input.page === undefined ? undefined : await pages.require(input.page);
  const { stored } = await requirePublished(options, input.slug);
  const { kitId, kit } = stored;
  const edition = practiceEditionOf(kit);
  const questionIds = chooseQuestions(edition, {
    length: input.length,
    questionId: input.questionId,
    questionIds: input.questionIds,
    attempt: known ? await store.shortAttempts(known.pageId, kitId) : 0,
  });
  await proofs.spend(input.proof);
  await spendShare(options, asking);
  const attempt: NewAttempt = {
    interviewId: InterviewId.parse(uuidv7()),
    pageId: known?.pageId ?? uuidv7(),
    kitId,
    kitVersion: stored.version,
    role: kit.role,
    length: input.length,
    purpose: input.purpose,
    questionIds,
    plannedMinutes: practiceMinutesOf(edition, input.length, questionIds),
  };
  const page = input.page ?? newLinkToken();
  const newPage = known ? undefined : { tokenHash: hashOfToken(page), name: input.name };
  refuse(await store.start(attempt, newPage, devices.sourceOf(asking.address)));
  await store.changePage(attempt.pageId, { name: input.name, email: input.email });
  return { attempt, page, name: input.name ?? known?.name };
}

/**
 * Counts by browser and address together, so that no one uses up the share of others behind the same address; browsers that are not
 * known yet share a number of attempts.
 */
async function spendShare(
  { limits, devices }: StartOptions,
  { address, headers, setCookies }: Asking,
): Promise<void> {
  let deviceId = await devices.find(headers);
  const fromNetwork = 'Many practice interviews were started from your network.';
  if (deviceId === undefined) {
    await spendOrSay(limits, 'practiceNewDevice', address, fromNetwork);
    const created = await devices.create();
    setCookies([created.cookie]);
    ({ deviceId } = created);
  }
  const fromBrowser = 'That is enough practice in this browser for one day.';
  await spendOrSay(limits, 'practiceDevice', `${deviceId} ${address}`, fromBrowser);
  await spendOrSay(limits, 'practice', address, fromNetwork);
}

/** A refusal says why, and in which time there is more: it may be hours. */
async function spendOrSay(
  limits: PracticeLimits,
  name: Parameters<PracticeLimits['spend']>[0],
  key: string,
  reason: string,
): Promise<void> {
  try {
    await limits.spend(name, key);
  } catch (error) {
    const retryAfterMs = error instanceof AppError && error.details?.retryAfterMs;
    throw typeof retryAfterMs === 'number' ? enough(reason, retryAfterMs) : error;
  }
}

function enough(reason: string, retryAfterMs: number): AppError {
  return new AppError('rate-limited', `${reason} Try again in ${waitText(retryAfterMs)}.`, {
    details: { retryAfterMs },
  });
}

function waitText(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes === 1) return 'a minute';
  if (minutes <= 90) return `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}

function refuse(outcome: StartOutcome): void {
  if (outcome.outcome === 'gone') throw noSuchPage();
  if (outcome.outcome === 'too-many')
    throw enough('That is enough practice on this page for one day.', outcome.againInMs);
  if (outcome.outcome === 'full')
    throw new AppError(
      'too-large',
      `This page keeps ${PRACTICE_LIMITS.attemptsKept} practice interviews. Delete some of them to go on.`,
    );
}
