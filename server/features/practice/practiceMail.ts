import type { Mail } from '../mail/Mail.ts';

/** What practice needs of the outbox. */
export type PracticeMail = Pick<Mail, 'configured' | 'sendToStranger' | 'mailOf'>;
