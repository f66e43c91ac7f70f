import { useView } from '../../hooks/room/session.ts';
import { recruiter as texts } from '../../texts/recruiter.ts';
import { KeySection } from '../room/KeyList.tsx';

/** The candidate's keys, in the dialog that lists them. */
export function AnswerKeyList() {
  const { title, list, retry } = texts.keys;
  const { practice } = useView();
  return <KeySection title={title} keys={practice ? [...list, retry] : list} />;
}
