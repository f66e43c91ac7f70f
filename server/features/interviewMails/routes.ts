import { AppError } from '../../../shared/errors.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { ToldSeatStore } from '../../store/toldSeatStore.ts';
import type { Mail } from '../mail/Mail.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { InterviewMails } from './InterviewMails.ts';

export function interviewMailRoutes(options: {
  interviews: StaffInterviews;
  told: ToldSeatStore;
  mail: Pick<Mail, 'configured'>;
  mails: Pick<InterviewMails, 'poll'>;
  audit: AuditLog;
}): Pick<RouteHandlers, 'mail.status' | 'interviewMail.read' | 'interviewMail.sendAgain'> {
  const { interviews, told, mail, mails, audit } = options;
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
