import type { MessageKind } from './messages/messages.ts';
import type { SeatRole, StaffRole } from './roles.ts';

// Names that pages and the audit log share.

export const SEAT_ROLE_NAMES: Readonly<Record<SeatRole, string>> = {
  candidate: 'Candidate',
  interviewer: 'Interviewer',
  evaluator: 'Evaluator',
  observer: 'Observer',
  captioner: 'Captioner',
};

export const STAFF_ROLE_NAMES: Readonly<Record<StaffRole, string>> = {
  owner: 'Owner',
  organizer: 'Organizer',
  evaluator: 'Evaluator',
  interviewer: 'Interviewer',
};

export const MESSAGE_NAMES: Readonly<Record<MessageKind, string>> = {
  invitation: 'Invitation',
  timeChoice: 'Choice of a time',
  timeChosen: 'Time was chosen',
  change: 'Change',
  cancellation: 'Cancellation',
  reminder: 'Reminder a day before',
  lastReminder: 'Reminder an hour before',
};
