import { Download, EllipsisVertical, FileUp } from 'lucide-react';
import { useNavigate } from 'react-router';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { downloadInterviews } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { importTexts } from '../../../texts/imports.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { filterOf, type ListAddress } from './listAddress.ts';

const texts = interviewListTexts.file;

/** Actions on the whole list. */
export function ListMenu({ address }: { address: ListAddress }) {
  const navigate = useNavigate();
  const mayCreate = useStaffMay('interviews.create');
  const download = async () => {
    try {
      await downloadInterviews({ filter: filterOf(address), sort: address.sort });
    } catch (error) {
      toast.error(texts.exportFailed, errorMessage(error));
    }
  };
  return (
    <Menu trigger={<IconButton label={texts.more} icon={EllipsisVertical} />}>
      {mayCreate && (
        <MenuItem icon={FileUp} onSelect={() => void navigate('/console/interviews/import')}>
          {importTexts.link}
        </MenuItem>
      )}
      <MenuItem icon={Download} onSelect={() => void download()}>
        {texts.export}
      </MenuItem>
    </Menu>
  );
}
