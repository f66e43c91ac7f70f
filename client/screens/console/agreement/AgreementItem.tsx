import { ChartNoAxesColumn } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { KitId } from '../../../../shared/kit/kitIds.ts';
import { MenuItem } from '../../../components/ui/Menu.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { agreementTexts } from '../../../texts/agreement.ts';
import { INSIGHTS_PATH } from './insightsPath.ts';

export function AgreementItem({ kitId }: { kitId: KitId }) {
  const navigate = useNavigate();
  if (!useStaffMay('agreement.read')) return null;
  return (
    <MenuItem icon={ChartNoAxesColumn} onSelect={() => void navigate(`${INSIGHTS_PATH}/${kitId}`)}>
      {agreementTexts.menu}
    </MenuItem>
  );
}
