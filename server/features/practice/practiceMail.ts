import type { MailState } from '../../../shared/protocol/mailRoutes.ts';

/** What practice needs of the outbox. */
export interface PracticeMail {
  /** Whether there is a mail server. Without one the outbox only keeps what would have been sent. */
  readonly configured: boolean;
  send(mail: {
    /** Whatever has the same is sent once. */
    onceKey: string;
    kind: 'practice-link';
    address: string;
    content: { url: string; role: string };
    pageId: string;
  }): Promise<void>;
  /** The last one about the page. */
  mailOf(pageId: string): Promise<{ address: string; state: MailState } | undefined>;
}
