import { describe, expect, it } from 'vitest';
import { setupParts } from '../../../client/screens/console/detail/SetupProgress.tsx';
import { CONSENT_VERSION, type ConsentAnswer } from '../../../shared/interview/setup.ts';
import { exampleView, SEATS } from './exampleView.ts';

function consentOf(consent?: ConsentAnswer) {
  const seat = exampleView(SEATS.grace, []).seats[SEATS.ada];
  if (!seat) throw new Error('There is a candidate.');
  return setupParts({ ...seat, ...(consent && { consent }) }).find(({ name }) => name === 'consent');
}

it('a microphone that made no sound is open for staff, as it is for its owner', () => {
  const seat = exampleView(SEATS.grace, []).seats[SEATS.ada];
  if (!seat) throw new Error('There is a candidate.');
  const microphone = setupParts(seat).find(({ name }) => name === 'microphone');
  expect(microphone).toMatchObject({ standing: 'open', text: 'not heard yet' });
});

describe('consent as staff see it', () => {
  it('is open until there is an answer', () => {
    expect(consentOf()).toMatchObject({ standing: 'open' });
  });

  it('is given', () => {
    const consent = { version: CONSENT_VERSION, recording: true, observers: true };
    expect(consentOf(consent)).toMatchObject({ standing: 'ok', text: 'answered' });
  });

  it('distinguishes a refusal of observers from no answer about them', () => {
    const given = { version: CONSENT_VERSION, recording: true };
    expect(consentOf({ ...given, observers: false })).toMatchObject({ text: 'no observers' });
    expect(consentOf(given)).toMatchObject({ standing: 'aside', text: 'observers: no answer' });
  });

  it('is no consent to recording after agreement to other wording', () => {
    const refused = { version: CONSENT_VERSION, recording: false, observers: true };
    const older = { version: CONSENT_VERSION - 1, recording: true, observers: true };
    const noRecording = { standing: 'aside', text: 'no recording' };
    expect([consentOf(refused), consentOf(older)]).toMatchObject([noRecording, noRecording]);
  });
});
