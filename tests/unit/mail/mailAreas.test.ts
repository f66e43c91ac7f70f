import { expect, it } from 'vitest';
import { MAIL_KINDS } from '../../../server/texts/emails.ts';
import { MAIL_AREAS } from '../../../shared/protocol/mailRoutes.ts';

it('every kind of email is in one area of the email log', () => {
  expect(Object.values(MAIL_AREAS).flat().toSorted()).toEqual([...MAIL_KINDS].toSorted());
});
