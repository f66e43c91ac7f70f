import { captionSettings, type RememberedChoice } from '../../core/captions/captionSettings.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { captions } from '../../texts/captions.ts';
import { MenuCheck, MenuChoice, MenuSeparator } from '../ui/Menu.tsx';

const { settings: texts } = captions;

/** Content of the menu with the captions' settings. */
export function CaptionSettings() {
  const movable = useMediaQuery('(min-width: 40rem)');
  const announced = useStore(captionSettings.announced);
  return (
    <>
      <Choice choice={captionSettings.size} label={texts.size} labels={texts.sizes} />
      <Choice choice={captionSettings.contrast} label={texts.contrast} labels={texts.contrasts} />
      {movable && (
        <Choice choice={captionSettings.position} label={texts.position} labels={texts.positions} />
      )}
      <MenuSeparator />
      <MenuCheck
        checked={announced === 'yes'}
        onCheckedChange={checked => captionSettings.announced.set(checked ? 'yes' : 'no')}
      >
        {texts.announced}
      </MenuCheck>
    </>
  );
}

interface ChoiceProps<V extends string> {
  choice: RememberedChoice<V>;
  label: string;
  labels: Readonly<Record<V, string>>;
}

function Choice<V extends string>({ choice, label, labels }: ChoiceProps<V>) {
  return (
    <MenuChoice
      label={label}
      value={useStore(choice)}
      options={choice.options.map(value => ({ value, label: labels[value] }))}
      onChange={value => choice.choose(value)}
    />
  );
}
