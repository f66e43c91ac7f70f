import type { NodemailerError } from 'nodemailer';
import { oneLine } from './letter.ts';

/**
 * Why a message was not taken, in a sentence for people. `temporary`: try again later; `bounced`: the address was refused for good;
 * `hopeless`: it would be refused again.
 */
export class MailRefusal extends Error {
  readonly verdict: 'temporary' | 'bounced' | 'hopeless';

  constructor(verdict: MailRefusal['verdict'], reason: string) {
    super(reason);
    this.name = 'MailRefusal';
    this.verdict = verdict;
  }
}

const ANSWER_MAX = 300;
/** Faults of the message itself that nodemailer finds without asking the server. */
const FAULTS_OF_MESSAGE = new Set(['EENVELOPE', 'EMESSAGE', 'ECONFIG', 'EREQUIRETLS', 'ESTREAM']);

/** What nodemailer's error means. What is wrong before the message comes up, such as a password, may be put right meanwhile. */
export function refusalOf(error: unknown): MailRefusal {
  const { code = '', command, originalCode, permanent, response } = error as Partial<NodemailerError>;
  if (response !== undefined) {
    const answer = oneLine(response).slice(0, ANSWER_MAX);
    if (code === 'EAUTH')
      return new MailRefusal('temporary', `The mail server refused to sign us in: ${answer}`);
    const isPermanent = permanent === true;
    if (isPermanent && command === 'RCPT TO')
      return new MailRefusal('bounced', `The mail server refused the address: ${answer}`);
    const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
    return new MailRefusal(
      isPermanent && isAboutMessage ? 'hopeless' : 'temporary',
      `The mail server did not take the message: ${answer}`,
    );
  }
  if (FAULTS_OF_MESSAGE.has(code))
    return new MailRefusal('hopeless', 'The message could not be put together.');
  if (code === 'ETIMEDOUT' || code === 'EABORT')
    return new MailRefusal('temporary', 'The mail server did not answer in time.');
  const detail = oneLine(originalCode ?? code);
  const isAboutTls = code === 'ETLS' || /TLS|SSL|CERT|SIGNATURE/.test(detail);
  const what = isAboutTls
    ? 'A secure connection to the mail server could not be made'
    : 'The mail server could not be reached';
  return new MailRefusal('temporary', `${what} (${detail || 'no reason was given'}).`);
}
