import type { InterviewId } from '../../../shared/ids.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { PracticePurgeStore } from '../../store/practicePurgeStore.ts';
import type { PracticeStore } from '../../store/practiceStore.ts';
import type { Mail } from '../mail/Mail.ts';
import { lastMorning } from './morning.ts';

const HOUR_MS = 60 * 60_000;

export interface PublishedReport {
  interviewId: InterviewId;
  /** Whether candidates could not read one before. */
  first: boolean;
  /** Makes a private link. */
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

/** Tells candidates that there is something to read, where they left an address. */
export class ReportNotices {
  readonly #options: ReportNoticeOptions;

  constructor(options: ReportNoticeOptions) {
    this.#options = options;
  }

  /** A private link for an invited candidate again, at most once an hour. False where that was done in this hour, or there is no address. */
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

  /** Once for a report, and at most once between two mornings that it was updated. */
  async tell({ interviewId, first, link }: PublishedReport): Promise<void> {
    const { mail, purges, publicUrl, interviews, practice, now = Date.now } = this.#options;
    const state = await interviews.read(interviewId);
    const page = await practice.pageOfAttempt(interviewId);
    const address = state.practice ? page?.email : candidateOf(state)?.email;
    if (address === undefined) return;
    const onceKey = `report ${interviewId}${first ? '' : ` ${lastMorning(now())}`}`;
    // Each link that is made is one more key.
    if (await mail.wasWritten(onceKey)) return;
    const wish = {
      onceKey,
      kind: 'report' as const,
      address,
      content: {
        // What is not sent needs no key.
        url: mail.configured ? await link() : `${publicUrl}/report#`,
        role: state.jobRole,
        kind: state.practice ? ('practice' as const) : ('interview' as const),
        updated: !first,
      },
      pageId: page?.pageId,
    };
    // A stranger typed the address, but a person wrote the report: it counts, and is never held back.
    if (state.practice) await mail.sendToStranger(wish, { beyondLimit: true });
    else await mail.send(wish);
    // A person who deletes the page in this moment wants the address to be gone, too.
    if (page && !(await practice.pageOfAttempt(interviewId))) await purges.forgetMails(page.pageId);
  }
}
