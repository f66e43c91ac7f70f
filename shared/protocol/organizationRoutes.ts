import { z } from 'zod';
import { OrganizationLogo, OrganizationProfile } from '../organization.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

/** The profile as an owner edits it. */
export const EditedOrganization = z.strictObject({
  profile: OrganizationProfile,
  logo: OrganizationLogo.optional(),
  /** Zone of the server, which applies while the profile has none. */
  serverZone: z.string().optional(),
});
export type EditedOrganization = z.infer<typeof EditedOrganization>;

/** Any stored values, which can be older than the rules for new ones. */
const SeenProfile = z.partialRecord(OrganizationProfile.keyof(), z.string());

/** An upload of the logo: the bytes of a PNG or JPEG file. Returns an `EditedOrganization`. */
export const LOGO_UPLOAD = '/api/organization/logo';

export const ORGANIZATION_ROUTES = {
  'organization.read': route('GET /api/organization', 'organization.change', nothing, EditedOrganization),
  /** `seen`: the values that the editor saw, for the fields that may be refused with `setting-changed`. */
  'organization.change': route(
    'PATCH /api/organization',
    'organization.change',
    { profile: OrganizationProfile.partial(), seen: SeenProfile.optional() },
    EditedOrganization,
  ),
  'organization.removeLogo': route(
    `DELETE ${LOGO_UPLOAD}`,
    'organization.change',
    nothing,
    EditedOrganization,
  ),
} as const;
