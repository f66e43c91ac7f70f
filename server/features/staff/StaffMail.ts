import type { Mail } from '../mail/Mail.ts';

/** What links to accounts need to be emailed. */
export interface StaffMail {
  /** True if a mail server is configured. */
  readonly configured: boolean;
  readonly send: Mail['send'];
  /** The organization that is named in emails. Never rejects. */
  readonly organization: () => Promise<{ name: string }>;
}
