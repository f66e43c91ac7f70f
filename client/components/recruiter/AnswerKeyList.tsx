import { recruiter as texts } from '../../texts/recruiter.ts';
import { KeySection } from '../room/KeyList.tsx';

/** The candidate's keys, in the dialog that lists them. */
export function AnswerKeyList() {
  return <KeySection title={texts.keys.title} keys={texts.keys.list} />;
}
