import type { Place } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { KitTextField } from '../fields/KitText.tsx';
import { MarginRow, RemarksAt } from '../fields/MarginRow.tsx';
import { DocumentSection } from './DocumentSection.tsx';

const texts = kitTexts.role;
const ROLE = ['role'] as const;
const LEVEL = ['level'] as const;
const LOCALE = ['locale'] as const;

export function RoleSection() {
  return (
    <DocumentSection section="role">
      <MarginRow places={[]}>
        <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_8rem]">
          <Field place={ROLE} label={texts.role} />
          <Field place={LEVEL} label={texts.level} />
          <Field place={LOCALE} label={texts.locale} />
        </div>
      </MarginRow>
    </DocumentSection>
  );
}

/** Three of them share a row, so each has its remarks right below. */
function Field({ place, label }: { place: Place; label: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <KitTextField oneLine place={place} label={label} />
      <RemarksAt place={place} />
    </div>
  );
}
