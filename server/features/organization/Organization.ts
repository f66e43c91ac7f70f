import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../../shared/errors.ts';
import {
  cardOf,
  EMPTY_PROFILE,
  MAX_LOGO_SIDE,
  type OrganizationCard,
  type OrganizationLogo,
  type OrganizationProfile,
} from '../../../shared/organization.ts';
import type { EditedOrganization } from '../../../shared/protocol/organizationRoutes.ts';
import { isTimeZone, ownZone } from '../../../shared/time/zones.ts';
import type { Tables } from '../../store/schema.ts';
import type { FieldEdit, SettingStore, SettingValue } from '../../store/settingStore.ts';
import { drawLogo } from './drawLogo.ts';
import { drawingSizeOf, imageSizeOf } from './imageSize.ts';

/** Maximum age of the cached profile. Limits how late this server sees changes of other servers. */
const CACHE_MS = 30_000;
/** Far more than any logo needs on a busy machine. */
const LOGO_LIMIT_MS = 10_000;

interface Known {
  profile: OrganizationProfile;
  logo?: OrganizationLogo;
  png?: Buffer;
}

interface OrganizationOptions {
  /** Ends the drawing of one logo. */
  logoLimit?: (() => AbortSignal) | undefined;
}

/** The profile of the organization that runs this installation. */
export class Organization {
  readonly #settings: SettingStore;
  readonly #logoLimit: () => AbortSignal;
  readonly #listeners = new Set<() => void>();
  #last: Known = { profile: EMPTY_PROFILE };
  #readAt = Number.NEGATIVE_INFINITY;
  #changes = 0;

  constructor(
    settings: SettingStore,
    { logoLimit = () => AbortSignal.timeout(LOGO_LIMIT_MS) }: OrganizationOptions = {},
  ) {
    this.#settings = settings;
    this.#logoLimit = logoLimit;
  }

  /** Calls back after each change on this server. */
  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async read(): Promise<EditedOrganization> {
    return editedOf(await this.#current());
  }

  /** Like `read`, but never rejects: pages show what this server read last, or no organization. */
  async shown(): Promise<EditedOrganization> {
    return editedOf(await this.#current().catch(() => this.#last));
  }

  async card(): Promise<OrganizationCard> {
    return cardOf(await this.shown());
  }

  /** Returns the card with the logo's file, for emails. Never rejects. */
  async sender(): Promise<OrganizationCard & { logoFile?: OrganizationLogo & { png: Buffer } }> {
    const card = await this.card();
    const { logo, png } = this.#last;
    return { ...card, ...(logo && png && { logoFile: { ...logo, png } }) };
  }

  /** Returns the zone of new interviews and daily messages. Never rejects. */
  async timeZone(): Promise<string> {
    const { timeZone = ownZone() } = await this.card();
    // Another server may have stored a zone that is unknown here.
    return isTimeZone(timeZone) ? timeZone : ownZone();
  }

  /** Returns the logo's PNG file if `src` is the address of the current logo. */
  async findLogo(src: string): Promise<Buffer | undefined> {
    const { logo, png } = await this.#current();
    return logo?.src === src ? png : undefined;
  }

  /** Throws `conflict` if someone else has changed one of the fields since the editor saw it. */
  async change(edit: FieldEdit<OrganizationProfile>, userId: string): Promise<EditedOrganization> {
    const settings = this.#settings;
    await settings.edit(async transaction => {
      const before = await this.#profile(transaction);
      const audited = entry(userId, 'organization.changed');
      const own = await settings.ownChanges(before, edit, audited, transaction);
      const fields = Object.keys(EMPTY_PROFILE) as (keyof OrganizationProfile)[];
      const changed = fields.filter(field => field in own);
      if (changed.length === 0) return undefined;
      const { timeZone, accent, ...stored } = { ...before, ...own };
      if (own.phone !== undefined) requirePhone(own.phone);
      if (changed.some(field => field !== 'timeZone' && field !== 'accent'))
        await settings.write('organization', stored, undefined, transaction);
      if (own.timeZone !== undefined)
        await settings.write('organization.zone', timeZone, undefined, transaction);
      if (own.accent !== undefined)
        await settings.write('organization.accent', accent, undefined, transaction);
      return { ...audited, details: { changed } };
    });
    return this.#changed();
  }

  /** Stores the logo, drawn again as a PNG file. Throws `invalid` unless it is an SVG, PNG, or JPEG file. */
  async keepLogo(bytes: Buffer, userId: string): Promise<EditedOrganization> {
    const size = imageSizeOf(bytes);
    if (!size && !drawingSizeOf(bytes)) throw AppError.invalid('logo-unreadable');
    // Decoding takes four bytes a pixel, however small the file is. SVG files are drawn at the size of the logo.
    if (size && Math.max(size.width, size.height) > MAX_LOGO_SIDE)
      throw new AppError('invalid', 'logo-dimensions', { values: { side: MAX_LOGO_SIDE } });
    const logo = await drawLogo(bytes, this.#logoLimit());
    if (!logo) throw AppError.invalid('logo-unreadable');
    await this.#writeLogo(logo, entry(userId, 'organization.logoKept'));
    return this.#changed();
  }

  async removeLogo(userId: string): Promise<EditedOrganization> {
    await this.#writeLogo(null, entry(userId, 'organization.logoRemoved'));
    return this.#changed();
  }

  #writeLogo(logo: SettingValue<'organization.logo'>, audited: ReturnType<typeof entry>): Promise<void> {
    return this.#settings.write('organization.logo', logo, audited);
  }

  async #profile(transaction?: Kysely<Tables>): Promise<OrganizationProfile> {
    const [stored, timeZone = '', accent = ''] = await Promise.all([
      this.#settings.read('organization', transaction),
      this.#settings.read('organization.zone', transaction),
      this.#settings.read('organization.accent', transaction),
    ]);
    return { ...EMPTY_PROFILE, ...stored, timeZone, accent };
  }

  #changed(): Promise<EditedOrganization> {
    this.#changes += 1;
    this.#readAt = Number.NEGATIVE_INFINITY;
    for (const listener of this.#listeners) listener();
    return this.read();
  }

  async #current(): Promise<Known> {
    if (performance.now() - this.#readAt < CACHE_MS) return this.#last;
    const [changes, readAt] = [this.#changes, performance.now()];
    const [profile, logo] = await Promise.all([this.#profile(), this.#settings.read('organization.logo')]);
    const known: Known = { profile, ...(logo && servedLogo(logo)) };
    if (changes === this.#changes) {
      this.#last = known;
      this.#readAt = readAt;
    }
    return known;
  }
}

function editedOf({ profile, logo }: Known): EditedOrganization {
  return { profile, ...(logo && { logo }), serverZone: ownZone() };
}

/** Checks new numbers only, because older versions stored any text. Throws `invalid`. */
function requirePhone(phone: string): void {
  const reason = 'phone-incomplete';
  if (phone !== '' && phone.replace(/\D/g, '').length < 3)
    throw AppError.invalid(reason, { field: 'profile.phone', fields: { 'profile.phone': { reason } } });
}

function servedLogo({ png, width, height }: NonNullable<SettingValue<'organization.logo'>>) {
  const bytes = Buffer.from(png, 'base64');
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  return { png: bytes, logo: { src: `/logo/${hash}.png`, width, height } };
}

function entry(userId: string, action: string, details?: Record<string, unknown>) {
  return { actor: userId, action, target: 'organization', ...(details && { details }) };
}
