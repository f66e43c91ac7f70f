import type { InterviewId } from '../../../shared/ids.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { PracticePurgeStore } from '../../store/practicePurgeStore.ts';
import type { PracticeStore } from '../../store/practiceStore.ts';
import type { Mail } from '../mail/Mail.ts';
import { startOfDigestDay } from './DailyDigests.ts';

const HOUR_MS = 60 * 60_000;

export interface PublishedReport {
  interviewId: InterviewId;
  first: boolean;
  link: () => Promise<string>;
}

interface ReportNoticeOptions {
  publicUrl: string;
  interviews: Pick<Interviews, 'read'>;
  practice: Pick<PracticeStore, 'pageOfAttempt'>;
  purges: Pick<PracticePurgeStore, 'forgetMails'>;
  mail: Pick<Mail, 'configured' | 'send' | 'sendToStranger' | 'wasWritten'>;
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
    await mail.send({ onceKey, kind: 'report', address, content });
    return true;
  }

  /** Announces a first publication once, and later updates at most once a day. */
  async tell({ interviewId, first, link }: PublishedReport): Promise<void> {
    const { mail, purges, publicUrl, interviews, practice, now = Date.now } = this.#options;
    const state = await interviews.read(interviewId);
    const page = await practice.pageOfAttempt(interviewId);
    const address = state.practice ? page?.email : candidateOf(state)?.email;
    if (address === undefined) return;
    const onceKey = `report ${interviewId}${first ? '' : ` ${startOfDigestDay(now())}`}`;
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
    };
    // Sends the message even beyond the address's limit, because an evaluator wrote the report.
    if (state.practice) await mail.sendToStranger(message, { beyondLimit: true });
    else await mail.send(message);
    // If the practice page has just been deleted, the address in the message must be deleted, too.
    if (page && !(await practice.pageOfAttempt(interviewId))) await purges.forgetMails(page.pageId);
  }
}
