import { conductor } from '../../texts/conductor.ts';
import { KeySection } from '../room/KeyList.tsx';

/** The lead's keys, for the list of all keys. */
export function ConductorKeys() {
  const { title, list } = conductor.keys;
  return <KeySection title={title} keys={list} />;
}
