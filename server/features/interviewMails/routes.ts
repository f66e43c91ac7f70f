import { AppError } from '../../../shared/errors.ts';
import { requireSeat } from '../../interviews/seats.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { ToldSeatStore } from '../../store/toldSeatStore.ts';
import type { Mail } from '../mail/Mail.ts';
import type { PersonalLinks } from '../personalLinks.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { InterviewMails } from './InterviewMails.ts';

/** Routes that send a person's invitation again, or show it again to be copied. */
export function interviewMailRoutes(options: {
  interviews: StaffInterviews;
  told: ToldSeatStore;
  mail: Pick<Mail, 'configured'>;
  mails: Pick<InterviewMails, 'poll'>;
  links: Pick<PersonalLinks, 'addressOf'>;
  logs: Pick<InterviewStore, 'findLinkById'>;
  audit: AuditLog;
}): Pick<RouteHandlers, 'mail.status' | 'interviewMail.read' | 'interviewMail.sendAgain' | 'links.repeat'> {
  const { interviews, told, mail, mails, links, logs, audit } = options;
  const { configured } = mail;
  return {
    'mail.status': async () => ({ configured }),
    'interviewMail.read': async ({ interviewId }, { member }) => {
      await interviews.read(interviewId, member);
      const people = await told.mailsOf(interviewId);
      return {
        configured,
        people: people.map(({ mailState, ...person }) => ({ ...person, mail: mailState })),
      };
    },
    'links.repeat': async ({ interviewId, seatId }, { member }) => {
      const state = await interviews.read(interviewId, member);
      const { link, role } = requireSeat(state, seatId);
      if (state.evaluation?.claims[seatId]) throw AppError.forbidden('seat-of-evaluator');
      if (state.practice && role === 'candidate') throw AppError.invalid('practice-link-own');
      const stored = link && (await logs.findLinkById(link.linkId));
      const works = stored?.revokedAt === null && stored.expiresAt > Date.now();
      const url = works ? links.addressOf(stored) : undefined;
      if (!stored || !url) throw new AppError('conflict', 'link-not-repeatable');
      const details = { seatId };
      await audit.add({ actor: member.userId, action: 'link.repeated', target: interviewId, details });
      return { link: { seatId, url, expiresAt: stored.expiresAt } };
    },
    'interviewMail.sendAgain': async ({ interviewId, seatId }, { member }) => {
      await interviews.read(interviewId, member);
      if (!(await told.askAgain(interviewId, seatId))) throw new AppError('conflict', 'not-invited-by-mail');
      await audit.add({
        actor: member.userId,
        action: 'invitation.sent-again',
        target: interviewId,
        details: { seatId },
      });
      void mails.poll();
    },
  };
}
