import { uuidv7 } from 'uuidv7';
import type { InterviewId, LinkId, TeamId, UserId } from '../../../shared/ids.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { isOutsider, nameFor } from '../../../shared/interview/visibility.ts';
import { isInScope, staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import type { Config } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { staffViewer } from '../../interviews/staffInterviews.ts';
import type { Logger } from '../../log.ts';
import { Poller } from '../../Poller.ts';
import type { TellInside } from '../../store/reportReaderStore.ts';
import type { Store } from '../../store/store.ts';
import type { QueueOf } from '../evaluation/QueueItems.ts';
import type { Assignment } from '../evaluation/routes.ts';
import type { Mail } from '../mail/Mail.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import { DailyDigests, startOfDigestDay } from './DailyDigests.ts';
import { warnOfLateReports } from './lateReports.ts';
import { ReportNotices } from './ReportNotices.ts';

const DAY_MS = 24 * 60 * 60_000;
const POLL_INTERVAL_MS = 5 * 60_000;

export interface NoticeFeatureOptions {
  config: Pick<Config, 'publicUrl' | 'secret'>;
  store: Pick<Store, 'notices' | 'practice' | 'practicePurges' | 'evaluationClaims'>;
  interviews: Pick<Interviews, 'read'>;
  mail: Pick<Mail, 'configured' | 'send' | 'sendToStranger' | 'wasWritten'>;
  accounts: Pick<StaffAccounts, 'list'>;
  queueOf: QueueOf;
  /** The organization's zone. Never rejects. */
  timeZone: () => Promise<string>;
  logger: Logger;
  now?: (() => number) | undefined;
}

/** A request to publish a report, for the people who may publish it. */
export interface PublicationRequest {
  by: string;
  role: string;
  teamId: TeamId | undefined;
}

/** A candidate's question about a report, for the people who can answer it. */
export interface AskedQuestion {
  interviewId: InterviewId;
  role: string;
  isPractice: boolean;
  teamId: TeamId | undefined;
  /** Members who wrote or published the report. */
  by: readonly UserId[];
}

/** Sends emails about evaluations and reports. Polls for due messages until `close()`. */
export class Notices {
  readonly digests: DailyDigests;
  readonly reports: ReportNotices;
  readonly #options: NoticeFeatureOptions;
  readonly #poller: Poller;

  constructor(options: NoticeFeatureOptions) {
    const { config, store, interviews, mail, queueOf, timeZone, logger, now } = options;
    const { publicUrl, secret } = config;
    this.#options = options;
    const { notices, practice, practicePurges: purges } = store;
    this.digests = new DailyDigests({ publicUrl, secret, notices, mail, queueOf, logger });
    this.reports = new ReportNotices({ publicUrl, interviews, practice, purges, mail, timeZone, now });
    this.#poller = new Poller({
      task: () => this.#sendDue(),
      intervalMs: POLL_INTERVAL_MS,
      onError: error => logger.warn({ err: error }, 'messages about evaluations could not be written'),
    });
  }

  /** Sends due messages now. Never rejects. */
  poll(): Promise<void> {
    return this.#poller.run();
  }

  /** Emails an evaluator about an assignment, which the evaluation queue shows even without a mail server. */
  async tellAssigned({ evaluator, seatId, by, role, interviewId, dueAt }: Assignment): Promise<void> {
    const { config, mail, now = Date.now } = this.#options;
    if (!mail.configured) return;
    await mail.send({
      onceKey: `assigned ${seatId} ${now()}`,
      kind: 'assigned',
      address: evaluator.email,
      content: {
        url: `${config.publicUrl}/console/evaluations${interviewId ? `/${interviewId}` : ''}`,
        by,
        role,
        ...(dueAt !== undefined && { promisedAt: dueAt }),
      },
      ...(interviewId && { interviewId }),
    });
  }

  /**
   * Emails the member who created an interview, or else everyone who can change it, that its candidate asks for
   * a new link. At most once a day for each link.
   */
  async tellLinkWanted(state: InterviewState, candidate: Seat, linkId: LinkId): Promise<void> {
    const { config, mail, accounts, now = Date.now } = this.#options;
    const { interviewId, jobRole: role, teamId, createdBy } = state;
    const able = (await accounts.list()).filter(
      member =>
        !member.disabled &&
        staffMay('interviews.change', member.role) &&
        isInScope(teamId, teamScopeOf(member)) &&
        !isOutsider(state, staffViewer(member)),
    );
    const creator = able.filter(({ userId }) => userId === createdBy);
    for (const member of creator.length > 0 ? creator : able)
      await mail.send({
        onceKey: `link-wanted ${linkId} ${member.userId} ${Math.floor(now() / DAY_MS)}`,
        kind: 'link-wanted',
        address: member.email,
        interviewId,
        content: {
          url: `${config.publicUrl}/console/interviews/${interviewId}`,
          candidate: nameFor(state, candidate, staffViewer(member)),
          role,
        },
      });
  }

  /** Emails everyone who may publish this report. The queue shows the request even without a mail server. */
  async tellPublishAsked({ by, role, teamId }: PublicationRequest): Promise<void> {
    const { config, mail, accounts, now = Date.now } = this.#options;
    if (!mail.configured) return;
    const at = now();
    const url = `${config.publicUrl}/console/evaluations`;
    for (const member of await accounts.list()) {
      if (member.disabled || !staffMay('reports.publish', member.role)) continue;
      if (!isInScope(teamId, teamScopeOf(member))) continue;
      // Contains no interview id, because nothing of a deleted practice interview may remain.
      const onceKey = `publish-asked ${member.userId} ${at}`;
      await mail.send({ onceKey, kind: 'publish-asked', address: member.email, content: { url, by, role } });
    }
  }

  /**
   * Returns how to tell those who wrote a report that the candidate asked a question, or those who may publish
   * it if no writer can answer. Undefined without a mail server.
   */
  async questionAsked({
    interviewId,
    role,
    isPractice,
    teamId,
    by,
  }: AskedQuestion): Promise<TellInside | undefined> {
    const { config, mail, accounts } = this.#options;
    if (!mail.configured) return undefined;
    const inScope = (await accounts.list()).filter(
      member => !member.disabled && isInScope(teamId, teamScopeOf(member)),
    );
    const writers = inScope.filter(
      member => by.some(userId => userId === member.userId) && staffMay('reports.write', member.role),
    );
    const receivers =
      writers.length > 0 ? writers : inScope.filter(member => staffMay('reports.publish', member.role));
    // Neither the key nor the address has the id of a practice interview, of which nothing may remain.
    const question = uuidv7();
    const page = isPractice ? 'evaluations' : `reports/${interviewId}`;
    const content = { url: `${config.publicUrl}/console/${page}`, role };
    const about = isPractice ? {} : { interviewId };
    return async transaction => {
      for (const { userId, email: address } of receivers) {
        const onceKey = `question-asked ${question} ${userId}`;
        await mail.send({ onceKey, kind: 'question-asked', address, content, ...about }, transaction);
      }
    };
  }

  close(): Promise<void> {
    return this.#poller.close();
  }

  async #sendDue(): Promise<void> {
    const { config, store, mail, accounts, timeZone, now = Date.now } = this.#options;
    if (!mail.configured) return;
    const { publicUrl } = config;
    const time = now();
    const dayStart = startOfDigestDay(time, await timeZone());
    const members = (await accounts.list()).filter(({ disabled }) => !disabled);
    const evaluators = members.filter(({ role }) => staffMay('evaluations.rate', role));
    await this.digests.send(evaluators, dayStart, time);
    const claimCounts = async () =>
      new Map((await store.evaluationClaims.claimLoads()).map(({ userId, held }) => [userId, held]));
    await warnOfLateReports(
      { publicUrl, notices: store.notices, mail, members, claimCounts },
      dayStart,
      time,
    );
  }
}
