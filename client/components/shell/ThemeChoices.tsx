import { chooseTheme, type ThemeChoice } from '../../core/theme.ts';
import { useThemeChoice } from '../../hooks/useThemeChoice.ts';
import { common } from '../../texts/common.ts';
import { MenuChoice } from '../ui/Menu.tsx';

const OPTIONS = Object.entries(common.themes).map(([value, label]) => ({ value, label }));

/** The part of a menu that chooses between light, dark and the device's own. */
export function ThemeChoices() {
  const choice = useThemeChoice();
  return (
    <MenuChoice
      label={common.theme}
      value={choice}
      options={OPTIONS}
      onChange={value => chooseTheme(value as ThemeChoice)}
    />
  );
}
