import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { KitText } from '../fields/KitText.tsx';
import { DocumentSection } from './DocumentSection.tsx';

const texts = kitTexts.role;

export function RoleSection() {
  return (
    <DocumentSection section="role">
      <KitText place={['role']} label={texts.role} max={KIT_LIMITS.name} />
      <KitText place={['level']} label={texts.level} hint={texts.levelHint} max={KIT_LIMITS.name} />
      <KitText place={['locale']} label={texts.locale} hint={texts.localeHint} max={5} />
    </DocumentSection>
  );
}
