import { trackOf } from '../../core/localMedia.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { room } from '../../texts/room.ts';
import { MenuChoice } from '../ui/Menu.tsx';

const KINDS = ['microphone', 'camera'] as const;

export function DeviceChoices() {
  const session = useSession();
  const { cameras, microphones, speakers, chosen } = useStore(session.devices.list);
  const sources = useStore(session.local.sources);
  const { controls } = room;
  const choices = { microphone: microphones, camera: cameras };
  return (
    <>
      {!session.receiveOnly &&
        KINDS.filter(kind => choices[kind].length > 0).map(kind => (
          <MenuChoice
            key={kind}
            label={controls[kind]}
            value={trackOf(sources[kind])?.getSettings().deviceId ?? chosen[kind] ?? ''}
            options={choices[kind].map(toOption)}
            onChange={deviceId => void session.local.switchTo(kind, deviceId)}
          />
        ))}
      <MenuChoice
        label={controls.speaker}
        value={session.devices.canChooseSpeaker ? (chosen.speaker ?? '') : ''}
        options={[
          { value: '', label: controls.systemSpeaker },
          ...(session.devices.canChooseSpeaker ? speakers.map(toOption) : []),
        ]}
        onChange={deviceId => session.chooseSpeaker(deviceId)}
      />
    </>
  );
}

function toOption({ deviceId, label }: { deviceId: string; label: string }) {
  return { value: deviceId, label };
}
