import { ChartNoAxesColumn } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import { MenuItem } from '../../../components/ui/Menu.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { agreementTexts } from '../../../texts/agreement.ts';

/** The way from a kit's menu to the agreement of its raters, for those who may see it. */
export function AgreementItem({ kitId }: { kitId: KitId }) {
  const navigate = useNavigate();
  if (!useStaffMay('agreement.read')) return null;
  return (
    <MenuItem
      icon={<ChartNoAxesColumn className="size-4" />}
      onSelect={() => void navigate(`/console/kits/${kitId}/agreement`)}
    >
      {agreementTexts.menu}
    </MenuItem>
  );
}
