import { type ReactNode, useRef, useState } from 'react';
import { changedFields } from '../../../../shared/changedFields.ts';
import { canBeReached, cardOf, OrganizationProfile } from '../../../../shared/organization.ts';
import type { EditedOrganization } from '../../../../shared/protocol/organizationRoutes.ts';
import { placeOf } from '../../../../shared/time/zoneNames.ts';
import { ownZone } from '../../../../shared/time/zones.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { buttonStyle } from '../../../components/ui/buttonStyle.ts';
import { Card } from '../../../components/ui/Card.tsx';
import { Form, SaveBar } from '../../../components/ui/Form.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextArea } from '../../../components/ui/TextArea.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { ZoneSelect } from '../../../components/ui/ZoneSelect.tsx';
import { toast } from '../../../core/toast.ts';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { showOrganization } from '../../../hooks/useOrganization.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteMutation } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { organizationTexts as texts } from '../../../texts/organization.ts';
import { ChangedElsewhere } from '../ChangedElsewhere.tsx';
import { ConsolePage, ForbiddenPage } from '../ConsolePage.tsx';
import { Loaded } from '../Loaded.tsx';
import { AccentField } from './AccentField.tsx';
import { LogoField } from './LogoField.tsx';

export function OrganizationPage() {
  usePageTitle(texts.title);
  const mayChange = useStaffMay('organization.change');
  const query = useRouteQuery('organization.read', {}, { enabled: mayChange });
  if (!mayChange) return <ForbiddenPage title={texts.title}>{texts.forbidden}</ForbiddenPage>;
  return (
    <ConsolePage title={texts.title} intro={texts.intro} width="reading">
      <Loaded
        query={query}
        failed={texts.failed}
        skeleton={<SkeletonRows count={3} row="h-48 w-full rounded-card!" className="gap-5" />}
      >
        {edited => <OrganizationForm edited={edited} />}
      </Loaded>
    </ConsolePage>
  );
}

function OrganizationForm({ edited }: { edited: EditedOrganization }) {
  const change = useRouteMutation('organization.change', ['organization.read']);
  /** The profile last read or saved. Only differences are sent, so that a colleague's changes stay. */
  const [saved, setSaved] = useState(edited.profile);
  const seen = useRef(saved);
  const form = useForm({
    initial: edited.profile,
    schema: OrganizationProfile,
    onSubmit: async profile => {
      const wanted = changedFields(seen.current, profile);
      const now = await change.mutateAsync({ profile: wanted, seen: seen.current });
      seen.current = now.profile;
      setSaved(now.profile);
      form.adopt(changedFields(profile, now.profile));
      showOrganization(cardOf(now));
      toast.success(texts.saved);
    },
  });
  const area = (name: keyof OrganizationProfile) => ({
    value: form.values[name],
    error: form.errorOf(name),
    onChange: (event: { target: { value: string } }) => form.change({ [name]: event.target.value }),
    onBlur: () => form.blur(name),
  });
  return (
    <>
      <Missing profile={saved} />
      <Form guarded form={form} failed={texts.notSaved}>
        <ChangedElsewhere form={form} seen={seen} say={FIELDS} onTake={form.adopt} />
        <Group id="identity" title={texts.identity}>
          <TextField
            label={texts.name}
            hint={texts.nameHint}
            autoComplete="organization"
            {...form.field('name')}
          />
          <LogoField logo={edited.logo} name={form.values.name} />
          <AccentField
            {...form.field('accent')}
            value={form.values.accent}
            onPick={accent => form.change({ accent })}
          />
          <ZoneSelect
            label={texts.zone}
            hint={texts.zoneHint}
            none={texts.serverZone(placeOf(edited.serverZone ?? ownZone()))}
            value={form.values.timeZone}
            error={form.errorOf('timeZone')}
            onChange={event => form.change({ timeZone: event.target.value })}
          />
        </Group>
        <Group id="reach" title={texts.reach} hint={texts.reachHint}>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={texts.email} optional type="email" {...form.field('email')} />
            <TextField label={texts.phone} optional type="tel" {...form.field('phone')} />
          </div>
          <TextField
            label={texts.website}
            optional
            type="url"
            placeholder="https://example.org"
            {...form.field('website')}
          />
          <TextArea label={texts.contact} optional hint={texts.contactHint} {...area('contact')} />
        </Group>
        <Group id="pages" title={texts.pages} hint={texts.pagesHint}>
          <PageText href="/about" page={texts.about}>
            <TextArea label={texts.about} optional hint={texts.aboutHint} rows={4} {...area('about')} />
          </PageText>
          <PageText href="/privacy" page={texts.privacy}>
            <TextArea label={texts.privacy} optional hint={texts.privacyHint} rows={4} {...area('privacy')} />
          </PageText>
          <PageText href="/help" page={texts.help}>
            <TextArea label={texts.help} optional hint={texts.helpHint} rows={4} {...area('help')} />
          </PageText>
          <TextArea label={texts.imprint} optional hint={texts.imprintHint} rows={4} {...area('imprint')} />
        </Group>
        <SaveBar form={form}>
          {Object.keys(changedFields(saved, form.values)).length > 0 && texts.unsaved}
        </SaveBar>
      </Form>
    </>
  );
}

const FIELDS = {
  name: [texts.name],
  accent: [texts.accent],
  timeZone: [texts.zone, placeOf],
  email: [texts.email],
  phone: [texts.phone],
  website: [texts.website],
  contact: [texts.contact],
  about: [texts.about],
  privacy: [texts.privacy],
  help: [texts.help],
  imprint: [texts.imprint],
} as const;

function Missing({ profile }: { profile: OrganizationProfile }) {
  const parts = [
    profile.name === '' && texts.missingParts.name,
    !canBeReached(profile) && texts.missingParts.reach,
  ].filter(part => part !== false);
  return parts.length > 0 && <Banner>{texts.missing(parts)}</Banner>;
}

interface GroupProps {
  id: string;
  title: string;
  hint?: string;
  children: ReactNode;
}

function Group({ id, title, hint, children }: GroupProps) {
  return (
    <section aria-labelledby={`organization-${id}`}>
      <Card className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <h2 id={`organization-${id}`} className="text-base font-semibold">
            {title}
          </h2>
          {hint && <p className="text-sm text-muted">{hint}</p>}
        </div>
        {children}
      </Card>
    </section>
  );
}

type PageTextProps = { href: string; page: string; children: ReactNode };

/** A field with a link to the page that shows its text. */
function PageText({ href, page, children }: PageTextProps) {
  return (
    <div className="relative">
      <a
        href={href}
        target="_blank"
        rel="noreferrer"
        aria-label={texts.openPageOf(page)}
        className={buttonStyle('quiet', 'sm', 'absolute! -top-1.5 right-0')}
      >
        {texts.openPage}
      </a>
      {children}
    </div>
  );
}
