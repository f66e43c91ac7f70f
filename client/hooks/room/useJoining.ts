import { useEffect, useEffectEvent, useState } from 'react';
import {
  agreesToRecording,
  CONSENT_VERSION,
  INTERVIEWER_CONSENT_VERSION,
  interviewerAgrees,
} from '../../../shared/interview/setup.ts';
import { wakeAudio } from '../../core/audio.ts';
import { errorMessage } from '../../core/errorMessage.ts';
import { tabData } from '../../core/safeStorage.ts';
import { ownSeat } from '../../core/seats.ts';
import { usePracticeOfPage, usePreparing } from '../practice/practiceRoom.ts';
import { useSession } from './session.ts';
import { useStore } from './useStore.ts';

export interface ConsentDraft {
  /** Undefined until an invited candidate answers. */
  recording: boolean | undefined;
  /** True if the candidate allows observers. */
  observers?: boolean | undefined;
  /** True if the person allows a transcript of what they say. Undefined until an invited candidate answers. */
  transcript?: boolean | undefined;
}

const LAST_CHOICE = 'vivavoce.practice.recording';
const LAST_TRANSCRIPT = 'vivavoce.practice.transcript';

/** The person's answers before joining. Only invited candidates start without answers about the recording and the transcript. */
export function useConsentDraft(nothingToRecord: boolean) {
  const { client, pass } = useSession();
  const view = useStore(client.view);
  const consent = view && ownSeat(view)?.consent;
  const practice = usePracticeOfPage();
  const [chosen, choose] = useState<ConsentDraft>();
  const isCandidate = pass.details.role === 'candidate';
  const isCurrent = consent !== undefined && consent.version >= CONSENT_VERSION;
  const agreed = isCandidate ? agreesToRecording(consent) : interviewerAgrees(consent);
  /** People who asked for an evaluation on the start page read there that it is recorded. */
  const isEvaluated = practice?.purpose === 'evaluation' && !isCurrent;
  /** What a person who practices again chose last time in this tab. */
  const before = practice && !consent && !isEvaluated ? tabData.read(LAST_CHOICE) : undefined;
  const mustAnswer = isCandidate && !practice && !isCurrent;
  const draft: ConsentDraft = (!nothingToRecord && chosen) || {
    recording: mustAnswer ? undefined : !nothingToRecord && (agreed || isEvaluated || before === 'yes'),
    observers: consent?.observers,
    transcript: agreed ? consent?.transcript : practice && tabData.read(LAST_TRANSCRIPT) === 'yes',
  };
  return { draft, choose, isAsBefore: before !== undefined && chosen === undefined };
}

export interface Joining {
  entering: boolean;
  /** Why the server refused, or undefined. */
  refusal: string | undefined;
  /** True while the person waits for the recruiter's first lines, and then joins automatically. */
  waits: boolean;
  /** Number of attempts to join without an answer about the recording or the transcript. */
  missed: number;
  /** Joins, or stops waiting. Call it during a click, because browsers allow sound only after a click. */
  press: () => void;
}

export function useJoining(draft: ConsentDraft, nothingToRecord: boolean): Joining {
  const session = useSession();
  const view = useStore(session.client.view);
  const practice = usePracticeOfPage();
  const preparing = usePreparing();
  const [entering, setEntering] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [waits, setWaits] = useState(false);
  const [missed, setMissed] = useState(0);

  const { role, transcriber } = session.pass.details;
  const mustAnswer = role === 'candidate' && !practice;
  const isUnanswered =
    draft.recording === undefined ||
    (mustAnswer && transcriber && draft.recording && draft.transcript === undefined);

  const consentOf = (recording: boolean) => {
    const observers = view?.observersInvited ? draft.observers === true : draft.observers;
    const answer = { recording, ...(transcriber && recording && { transcript: draft.transcript === true }) };
    switch (role) {
      case 'candidate':
        return { version: CONSENT_VERSION, ...answer, ...(observers !== undefined && { observers }) };
      case 'interviewer':
        return { version: INTERVIEWER_CONSENT_VERSION, ...answer, observers: true };
      default:
        return undefined;
    }
  };

  const enter = async () => {
    setEntering(true);
    setRefusal(undefined);
    try {
      const recording = draft.recording === true;
      if (practice && !nothingToRecord && recording)
        tabData.write(LAST_TRANSCRIPT, draft.transcript ? 'yes' : 'no');
      if (practice?.purpose === 'self' && !nothingToRecord)
        tabData.write(LAST_CHOICE, recording ? 'yes' : 'no');
      const consent = consentOf(recording);
      await Promise.all([consent && session.client.command('consent.give', { consent }), session.enter()]);
    } catch (error) {
      setRefusal(errorMessage(error));
      setEntering(false);
    }
  };

  const entersNow = useEffectEvent(() => void enter());
  const ready = waits && preparing === undefined;
  useEffect(() => {
    if (!ready) return;
    setWaits(false);
    entersNow();
  }, [ready]);

  const press = () => {
    if (isUnanswered) {
      setMissed(before => before + 1);
      return;
    }
    void wakeAudio();
    if (preparing === undefined) void enter();
    else setWaits(!waits);
  };
  return { entering, refusal, waits, missed, press };
}
