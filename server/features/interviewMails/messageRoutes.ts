import { randomUUID } from 'node:crypto';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { type MessageName, type MessageWords, messageKey } from '../../../shared/messages/messages.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { type MESSAGE_ROUTES, PreviewPart } from '../../../shared/protocol/messageRoutes.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { listReader, type StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { RateLimits } from '../../limits/RateLimits.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { InterviewList } from '../../store/interviewList.ts';
import type { Appointment } from '../../texts/appointment.ts';
import { letterOf, type MailKind } from '../../texts/emails.ts';
import type { Mail } from '../mail/Mail.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { InterviewMails } from './InterviewMails.ts';
import { type Messages, requireUsable } from './Messages.ts';

const DAY_MS = 24 * 60 * 60_000;

const MAILS: Record<MessageName['kind'], MailKind> = {
  invitation: 'interview-invitation',
  timeChoice: 'interview-time-choice',
  timeChosen: 'interview-invitation',
  change: 'interview-change',
  cancellation: 'interview-cancellation',
  reminder: 'interview-reminder',
  lastReminder: 'interview-reminder',
};

export function messageRoutes(options: {
  messages: Messages;
  mails: Pick<InterviewMails, 'sampleFor'>;
  interviews: StaffInterviews;
  list: InterviewList;
  mail: Pick<Mail, 'send'>;
  audit: Pick<AuditLog, 'add'>;
  limits: Pick<RateLimits, 'spend'>;
}): Pick<RouteHandlers, keyof typeof MESSAGE_ROUTES> {
  const { messages, mails, interviews, list, mail, audit, limits } = options;

  /** Returns the newest interview with someone in this role that the member may see, or else any. */
  const sampleState = async (seat: SeatRole, member: StaffMember): Promise<InterviewState | undefined> => {
    const { rows } = await list.page({ reader: listReader(member), filter: {}, now: Date.now() });
    const found = rows.find(({ seats }) => seats.some(({ role }) => role === seat)) ?? rows[0];
    return found && interviews.read(found.interviewId, member);
  };

  const example = async ({ kind, seat }: MessageName, words: MessageWords, member: StaffMember) => {
    requireUsable({ kind, seat }, words);
    const state = await sampleState(seat, member);
    const sample = await mails.sampleFor(seat, state);
    return { of: MAILS[kind], content: contentOf({ kind, seat }, words, sample), isExample: !state };
  };

  return {
    'messages.list': async () => ({ messages: await messages.list() }),
    'messages.change': ({ words, seen, ...name }, { member }) =>
      messages.change(name, { words, seen }, member.userId),
    'messages.preview': async ({ words, ...name }, { member }) => {
      const { of, content, isExample } = await example(name, words, member);
      const letter = letterOf(of, content);
      return {
        subject: letter?.subject ?? '',
        parts: (letter?.parts ?? []).map(part => PreviewPart.parse(part)),
        isExample,
      };
    },
    'messages.sendTest': async ({ words, ...name }, { member }) => {
      const { of, content } = await example(name, words, member);
      await limits.spend('messageTest', member.userId);
      await mail.send({
        ...{ onceKey: `message-test ${randomUUID()}`, kind: 'message-test', address: member.email },
        content: { of, example: content },
      });
      await audit.add({ actor: member.userId, action: 'message.tested', target: messageKey(name) });
    },
  };
}

function contentOf({ kind }: MessageName, words: MessageWords, sample: Appointment): Record<string, unknown> {
  const content = { ...sample, words };
  switch (kind) {
    case 'invitation':
      return content;
    case 'timeChoice':
      return { ...content, choose: true, scheduleUrl: sample.url?.replace('/join#', '/schedule#') };
    case 'timeChosen':
      return { ...content, changeableUntil: sample.at - DAY_MS };
    case 'change': {
      const { title, jobRole, at, minutes } = sample;
      return { ...content, newLink: false, before: { title, jobRole, at: at - DAY_MS, minutes } };
    }
    case 'cancellation':
      return { ...content, withoutRecipient: false };
    case 'reminder':
      return { ...content, in: '24h' };
    case 'lastReminder':
      return { ...content, in: '1h' };
  }
}
