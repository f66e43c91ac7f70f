import { Download } from 'lucide-react';
import { useState } from 'react';
import type { ImportId } from '../../../../shared/ids.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { downloadImportRows } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { importTexts } from '../../../texts/imports.ts';

const texts = importTexts.check;

/** Downloads the rows with problems. */
export function DownloadRows({ importId, rows }: { importId: ImportId; rows: number }) {
  const [pending, setPending] = useState(false);
  const download = async () => {
    setPending(true);
    try {
      await downloadImportRows(importId);
    } catch (error) {
      toast.error(texts.downloadFailed, errorMessage(error));
    }
    setPending(false);
  };
  return (
    <Button size="sm" icon={Download} pending={pending} onClick={() => void download()}>
      {texts.download(rows)}
    </Button>
  );
}
