import { useView } from '../../hooks/room/session.ts';
import { conductor } from '../../texts/conductor.ts';
import { recruiterConductor } from '../../texts/recruiterConductor.ts';
import { KeySection } from '../room/KeyList.tsx';

export function ConductorKeys() {
  const { title, list } = conductor.keys;
  const ofRecruiter = useView().recruiter && recruiterConductor.keys;
  return (
    <>
      <KeySection title={title} keys={list} />
      {ofRecruiter && <KeySection title={ofRecruiter.title} keys={ofRecruiter.list} />}
    </>
  );
}
