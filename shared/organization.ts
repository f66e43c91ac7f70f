import { z } from 'zod';
import { isColor } from './accent.ts';
import { reasonMessage } from './errorReasons.ts';
import { Email, LIMITS, TimeZone } from './interview/fields.ts';

export const MAX_LOGO_BYTES = 1024 ** 2;
export const MAX_LOGO_SIDE = 4_096;

const text = (max: number) => z.string().trim().max(max);
const webAddress = z.url({ protocol: /^https?$/, hostname: z.regexes.domain });

/** What an owner says about the organization that runs this server. Empty texts are unset. */
export const OrganizationProfile = z.strictObject({
  name: text(LIMITS.displayName),
  email: text(LIMITS.email)
    .refine(value => value === '' || Email.safeParse(value).success, reasonMessage('email-incomplete'))
    .meta({ examples: ['ada@example.org'] }),
  phone: text(40),
  /** An address without a scheme gets `https://`. */
  website: text(200)
    .overwrite(value => (value === '' || value.includes(':') ? value : `https://${value}`))
    .refine(value => value === '' || webAddress.safeParse(value).success, reasonMessage('website-incomplete'))
    .meta({ examples: ['https://example.org'] }),
  /** How and when to reach someone. */
  contact: text(500),
  imprint: text(5_000),
  about: text(5_000),
  /** Shown above the facts that the software knows. */
  privacy: text(15_000),
  /** Shown above the help of the software. */
  help: text(5_000),
  /** Color of buttons and links as `#rrggbb`. Empty: Vivavoce's own. */
  accent: text(7)
    .toLowerCase()
    .refine(value => value === '' || isColor(value), reasonMessage('color-incomplete'))
    .meta({ examples: ['#1d4ed8'] }),
  /** Zone of new interviews and daily messages. Empty: the server's zone. */
  timeZone: z.literal('').or(TimeZone),
});
export type OrganizationProfile = z.infer<typeof OrganizationProfile>;

export const EMPTY_PROFILE: OrganizationProfile = {
  name: '',
  email: '',
  phone: '',
  website: '',
  contact: '',
  imprint: '',
  about: '',
  privacy: '',
  help: '',
  accent: '',
  timeZone: '',
};

export const OrganizationLogo = z.strictObject({
  src: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type OrganizationLogo = z.infer<typeof OrganizationLogo>;

/** The organization as every page shows it. Pages of the previous version ignore fields they don't know. */
export const OrganizationCard = z.object({
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  website: z.string(),
  contact: z.string(),
  logo: OrganizationLogo.optional(),
  hasImprint: z.literal(true).optional(),
  /** `#rrggbb`. */
  accent: z.string().optional(),
  /** IANA name. */
  timeZone: z.string().optional(),
});
export type OrganizationCard = z.infer<typeof OrganizationCard>;

export function cardOf({
  profile,
  logo,
  serverZone,
}: {
  profile: OrganizationProfile;
  logo?: OrganizationLogo | undefined;
  serverZone?: string | undefined;
}): OrganizationCard {
  const { name, email, phone, website, contact, imprint, accent } = profile;
  const timeZone = profile.timeZone || serverZone;
  const hasImprint = imprint !== '' && ({ hasImprint: true } as const);
  return {
    name,
    email,
    phone,
    website,
    contact,
    ...(logo && { logo }),
    ...hasImprint,
    ...(accent && { accent }),
    ...(timeZone && { timeZone }),
  };
}

export const NO_ORGANIZATION: OrganizationCard = { name: '', email: '', phone: '', website: '', contact: '' };

/** Name of the `meta` element with which pages of the client app get the card as JSON. */
export const ORGANIZATION_META = 'organization';

export function canBeReached({ email, phone, website, contact }: OrganizationCard): boolean {
  return [email, phone, website, contact].some(text => text !== '');
}

/** Path of the style sheet with the organization's accent. */
export function accentSheet(color: string): string {
  return `/accent/${color.slice(1)}.css`;
}

/** Ways to reach the organization, as they are shown and as links. */
export function waysToReach({
  email,
  phone,
  website,
}: Pick<OrganizationCard, 'email' | 'phone' | 'website'>) {
  const ways = [
    { kind: 'email', text: email, href: `mailto:${email}` },
    { kind: 'phone', text: phone, href: `tel:${phone.replace(/[^+\d]/g, '')}` },
    { kind: 'website', text: website, href: website },
  ] as const;
  return ways.filter(({ text }) => text !== '');
}

/** True when a logo is too narrow to contain a readable name, so that the name is shown next to it. */
export function needsName({ width, height }: OrganizationLogo): boolean {
  return width < 2 * height;
}
