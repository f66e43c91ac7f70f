import type { TeamId } from '../../../shared/ids.ts';
import { isInScope, staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import type { Config } from '../../config.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { Logger } from '../../log.ts';
import { Poller } from '../../Poller.ts';
import type { Store } from '../../store/store.ts';
import type { QueueOf } from '../evaluation/QueueItems.ts';
import type { Assignment } from '../evaluation/routes.ts';
import type { Mail } from '../mail/Mail.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import { DailyDigests, startOfDigestDay } from './DailyDigests.ts';
import { warnOfLateReports } from './lateReports.ts';
import { ReportNotices } from './ReportNotices.ts';

const POLL_INTERVAL_MS = 5 * 60_000;

export interface NoticeFeatureOptions {
  config: Pick<Config, 'publicUrl' | 'secret'>;
  store: Pick<Store, 'notices' | 'practice' | 'practicePurges' | 'evaluationClaims'>;
  interviews: Pick<Interviews, 'read'>;
  mail: Pick<Mail, 'configured' | 'send' | 'sendToStranger' | 'wasWritten'>;
  accounts: Pick<StaffAccounts, 'list'>;
  queueOf: QueueOf;
  logger: Logger;
  now?: (() => number) | undefined;
}

/** A request to publish a report, for the people who may publish it. */
export interface PublicationRequest {
  by: string;
  role: string;
  teamId: TeamId | undefined;
}

/** Sends emails about evaluations and reports. Polls for due messages until `close()`. */
export class Notices {
  readonly digests: DailyDigests;
  readonly reports: ReportNotices;
  readonly #options: NoticeFeatureOptions;
  readonly #poller: Poller;

  constructor(options: NoticeFeatureOptions) {
    const { config, store, interviews, mail, queueOf, logger, now } = options;
    const { publicUrl, secret } = config;
    this.#options = options;
    const { notices, practice, practicePurges: purges } = store;
    this.digests = new DailyDigests({ publicUrl, secret, notices, mail, queueOf, logger });
    this.reports = new ReportNotices({ publicUrl, interviews, practice, purges, mail, now });
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
  async tellAssigned({ evaluator, seatId, by, role, promisedAt }: Assignment): Promise<void> {
    const { config, mail, now = Date.now } = this.#options;
    if (!mail.configured) return;
    await mail.send({
      onceKey: `assigned ${seatId} ${now()}`,
      kind: 'assigned',
      address: evaluator.email,
      content: {
        url: `${config.publicUrl}/console/evaluations`,
        by,
        role,
        ...(promisedAt !== undefined && { promisedAt }),
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

  close(): Promise<void> {
    return this.#poller.close();
  }

  async #sendDue(): Promise<void> {
    const { config, store, mail, accounts, now = Date.now } = this.#options;
    if (!mail.configured) return;
    const { publicUrl } = config;
    const time = now();
    const dayStart = startOfDigestDay(time);
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
