import { trackOf } from '../../core/localMedia.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { room } from '../../texts/room.ts';
import { MenuChoice } from '../ui/Menu.tsx';

export function DeviceChoices() {
  const session = useSession();
  const { cameras, microphones, speakers, chosen } = useStore(session.devices.list);
  const { camera, microphone } = useStore(session.local.sources);
  const { controls } = room;
  return (
    <>
      {!session.receiveOnly && microphones.length > 0 && (
        <MenuChoice
          label={controls.microphone}
          value={trackOf(microphone)?.getSettings().deviceId ?? chosen.microphone ?? ''}
          options={microphones.map(toOption)}
          onChange={deviceId => void session.local.switchTo('microphone', deviceId)}
        />
      )}
      {!session.receiveOnly && cameras.length > 0 && (
        <MenuChoice
          label={controls.camera}
          value={trackOf(camera)?.getSettings().deviceId ?? chosen.camera ?? ''}
          options={cameras.map(toOption)}
          onChange={deviceId => void session.local.switchTo('camera', deviceId)}
        />
      )}
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
