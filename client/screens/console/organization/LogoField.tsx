import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { AppError } from '../../../../shared/errors.ts';
import { cardOf, MAX_LOGO_BYTES, type OrganizationLogo } from '../../../../shared/organization.ts';
import { EditedOrganization, LOGO_UPLOAD } from '../../../../shared/protocol/organizationRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { FieldError } from '../../../components/ui/Field.tsx';
import { OrganizationBrand } from '../../../components/ui/Logo.tsx';
import { callRoute, uploadFile } from '../../../core/api.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useFileChoice } from '../../../hooks/useFileChoice.tsx';
import { organization } from '../../../hooks/useOrganization.ts';
import { organizationTexts as texts } from '../../../texts/organization.ts';

interface LogoFieldProps {
  logo: OrganizationLogo | undefined;
  name: string;
}

/** The logo is saved when it is chosen, independently of the form around it. */
export function LogoField({ logo, name }: LogoFieldProps) {
  const cache = useQueryClient();
  const [pending, setPending] = useState<'upload' | 'removal'>();
  const [failure, setFailure] = useState<string>();
  const save = async (kind: 'upload' | 'removal', call: () => Promise<EditedOrganization>) => {
    setPending(kind);
    setFailure(undefined);
    try {
      const now = await call();
      cache.setQueryData(['organization.read', {}], now);
      organization.set(cardOf(now));
      toast.success(kind === 'upload' ? texts.logoSaved : texts.logoRemoved);
    } catch (error) {
      setFailure(`${kind === 'upload' ? texts.logoFailed : texts.logoNotRemoved} ${errorMessage(error)}`);
    }
    setPending(undefined);
  };
  const { choose, input } = useFileChoice('image/svg+xml,image/png,image/jpeg', file => {
    void save('upload', () => uploadLogo(file));
  });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="text-sm font-medium">{texts.logo}</legend>
      <p className="text-sm text-muted">{texts.logoHint}</p>
      {(logo || name) && <Previews logo={logo} name={name} />}
      <div className="flex flex-wrap gap-2">
        <Button pending={pending === 'upload'} onClick={choose}>
          {logo ? texts.replaceLogo : texts.chooseLogo}
        </Button>
        {logo && (
          <Button
            variant="quiet"
            pending={pending === 'removal'}
            onClick={() => void save('removal', () => callRoute('organization.removeLogo', {}))}
          >
            {texts.removeLogo}
          </Button>
        )}
        {input}
      </div>
      <div role="alert">{failure && <FieldError>{failure}</FieldError>}</div>
    </fieldset>
  );
}

function Previews({ logo, name }: LogoFieldProps) {
  return (
    <div role="img" aria-label={texts.preview} className="grid gap-2 sm:grid-cols-2">
      {(['light', 'dark'] as const).map(theme => (
        <div
          key={theme}
          data-theme={theme}
          className="flex h-16 min-w-0 items-center rounded-control border border-line bg-canvas px-4 text-ink"
        >
          <OrganizationBrand name={name} logo={logo} />
        </div>
      ))}
    </div>
  );
}

async function uploadLogo(file: File): Promise<EditedOrganization> {
  if (file.size > MAX_LOGO_BYTES)
    throw new AppError('too-large', 'file-too-large', { values: { megabytes: MAX_LOGO_BYTES / 1024 ** 2 } });
  const decoded = EditedOrganization.safeParse(await uploadFile(LOGO_UPLOAD, file));
  if (!decoded.success) throw new AppError('internal', 'page-outdated');
  return decoded.data;
}
