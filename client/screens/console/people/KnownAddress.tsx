import { useState } from 'react';
import { isSameName } from '../../../../shared/candidates/names.ts';
import { Email } from '../../../../shared/interview/fields.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { useDebounced } from '../../../hooks/useDebounced.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { candidateTexts } from '../../../texts/candidates.ts';

const texts = candidateTexts.sameAddress;
const TYPING_MS = 400;

interface KnownAddressProps {
  person: { displayName: string; email: string };
  onUse: (displayName: string) => void;
}

/** Says that a known candidate with another name has the typed address. */
export function KnownAddress({ person: { displayName, email }, onUse }: KnownAddressProps) {
  const mayRead = useStaffMay('candidates.read');
  const [kept, setKept] = useState('');
  const address = useDebounced(Email.safeParse(email.trim()).data ?? '', TYPING_MS);
  const query = useRouteQuery(
    'candidates.list',
    { filter: { search: address } },
    { enabled: mayRead && address !== '' },
  );
  const isCurrent = Email.safeParse(email.trim()).data === address;
  const known = isCurrent && query.data?.candidates.find(candidate => candidate.email === address);
  const differs = known && displayName.trim() !== '' && !isSameName(displayName, known.name);
  return (
    <div aria-live="polite" className="empty:hidden">
      {differs &&
        (kept === `${address} ${displayName}` ? (
          <p className="text-sm text-muted">{texts.kept(known.name)}</p>
        ) : (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-warning-ink">
            <p className="min-w-0 break-words">{texts.belongs(known.name)}</p>
            <Button size="sm" onClick={() => onUse(known.name)}>
              {texts.use(known.name)}
            </Button>
            <Button size="sm" variant="quiet" onClick={() => setKept(`${address} ${displayName}`)}>
              {texts.keep}
            </Button>
          </div>
        ))}
    </div>
  );
}
