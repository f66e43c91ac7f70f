import { kitTexts } from '../../../../texts/kits.ts';
import { KitTextField } from '../fields/KitText.tsx';
import { MarginRow } from '../fields/MarginRow.tsx';
import { DocumentSection } from './DocumentSection.tsx';

const texts = kitTexts.role;
const ROLE = ['role'] as const;
const LEVEL = ['level'] as const;
const LOCALE = ['locale'] as const;

export function RoleSection() {
  return (
    <DocumentSection section="role">
      <MarginRow places={[ROLE, LEVEL, LOCALE]}>
        <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_8rem]">
          <KitTextField oneLine place={ROLE} label={texts.role} />
          <KitTextField oneLine place={LEVEL} label={texts.level} />
          <KitTextField oneLine place={LOCALE} label={texts.locale} />
        </div>
      </MarginRow>
    </DocumentSection>
  );
}
