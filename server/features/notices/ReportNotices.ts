import type { InterviewId } from '../../../shared/ids.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { PracticePurgeStore } from '../../store/practicePurgeStore.ts';
import type { PracticeStore } from '../../store/practiceStore.ts';
import type { TellInside } from '../../store/reportReaderStore.ts';
import type { Mail } from '../mail/Mail.ts';
import { startOfDigestDay } from './DailyDigests.ts';

const HOUR_MS = 60 * 60_000;

export interface PublishedReport {
  interviewId: InterviewId;
  first: boolean;
  link: () => Promise<string>;
}

/** Tells a candidate something in the transaction that records it. Call `afterwards` when it is committed. */
export interface TellCandidate {
  tell: TellInside;
  afterwards(): Promise<void>;
}

interface ReportNoticeOptions {
  publicUrl: string;
  interviews: Pick<Interviews, 'read'>;
  practice: Pick<PracticeStore, 'pageOfAttempt'>;
  purges: Pick<PracticePurgeStore, 'forgetMails'>;
  mail: Pick<Mail, 'configured' | 'send' | 'sendToStranger' | 'wasWritten'>;
  timeZone: () => Promise<string>;
  now?: (() => number) | undefined;
}

/** Emails candidates about their reports, if they left an address. */
export class ReportNotices {
  readonly #options: ReportNoticeOptions;

  constructor(options: ReportNoticeOptions) {
    this.#options = options;
  }

  /** Emails an invited candidate a new link, at most once an hour. Returns false if nothing was sent. */
  async sendAgain({ interviewId, link }: Pick<PublishedReport, 'interviewId' | 'link'>): Promise<boolean> {
    const { mail, interviews, now = Date.now } = this.#options;
    const { practice, ...state } = await interviews.read(interviewId);
    const address = candidateOf(state)?.email;
    const onceKey = `report ${interviewId} again ${Math.floor(now() / HOUR_MS)}`;
    if (practice || address === undefined || (await mail.wasWritten(onceKey))) return false;
    const content = { url: await link(), role: state.jobRole, kind: 'interview', updated: false } as const;
    await mail.send({ onceKey, kind: 'report', address, content, interviewId });
    return true;
  }

  /** Announces a first publication once, and later updates at most once a day. */
  async tell({ interviewId, first, link }: PublishedReport): Promise<void> {
    const { mail, publicUrl, timeZone, now = Date.now } = this.#options;
    const { state, page, address } = await this.#candidateOf(interviewId);
    if (address === undefined) return;
    const onceKey = first
      ? `report ${interviewId}`
      : `report ${interviewId} ${startOfDigestDay(now(), await timeZone())}`;
    // Checks this before creating a link, so that no unused link is created.
    if (await mail.wasWritten(onceKey)) return;
    const message = {
      onceKey,
      kind: 'report' as const,
      address,
      content: {
        url: mail.configured ? await link() : `${publicUrl}/report#`,
        role: state.jobRole,
        kind: state.practice ? ('practice' as const) : ('interview' as const),
        updated: !first,
      },
      pageId: page?.pageId,
      ...(!state.practice && { interviewId }),
    };
    // Sends the message even beyond the address's limit, because an evaluator wrote the report.
    if (state.practice) await mail.sendToStranger(message, { beyondLimit: true });
    else await mail.send(message);
    await this.#forgetDeleted(interviewId, page);
  }

  /** Returns how to tell that a question was answered, at most once a day. Undefined if no one can be told. */
  async questionAnswered({
    interviewId,
    link,
  }: Pick<PublishedReport, 'interviewId' | 'link'>): Promise<TellCandidate | undefined> {
    const { mail, timeZone, now = Date.now } = this.#options;
    const { state, page, address } = await this.#candidateOf(interviewId);
    const onceKey = `answered ${interviewId} ${startOfDigestDay(now(), await timeZone())}`;
    if (!mail.configured || address === undefined || (await mail.wasWritten(onceKey))) return undefined;
    const content = { url: await link(), role: state.jobRole };
    const about = state.practice ? { pageId: page?.pageId } : { interviewId };
    const request = { onceKey, kind: 'question-answered' as const, address, content, ...about };
    return {
      // Not counted for strangers' addresses, because staff wrote the answer.
      tell: async transaction => {
        await mail.send(request, transaction);
      },
      afterwards: () => this.#forgetDeleted(interviewId, page),
    };
  }

  async #candidateOf(interviewId: InterviewId) {
    const state = await this.#options.interviews.read(interviewId);
    const page = await this.#options.practice.pageOfAttempt(interviewId);
    return { state, page, address: state.practice ? page?.email : candidateOf(state)?.email };
  }

  /** If the practice page has just been deleted, deletes the address in the message, too. */
  async #forgetDeleted(interviewId: InterviewId, page: { pageId: string } | undefined): Promise<void> {
    const { practice, purges } = this.#options;
    if (page && !(await practice.pageOfAttempt(interviewId))) await purges.forgetMails(page.pageId);
  }
}
