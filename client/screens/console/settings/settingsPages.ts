import { staffMay } from '../../../../shared/permissions.ts';
import type { StaffRole } from '../../../../shared/roles.ts';
import { settingsTexts } from '../../../texts/settings.ts';
import type { PageEntry } from '../PageTabs.tsx';

export const SETTINGS_PATH = '/console/settings';
export const ORGANIZATION_PATH = `${SETTINGS_PATH}/organization`;
export const TEAM_PATH = `${SETTINGS_PATH}/team`;
export const OUTBOX_PATH = `${SETTINGS_PATH}/email`;

const { pages } = settingsTexts;

const SETTINGS_PAGES: readonly PageEntry[] = [
  { to: ORGANIZATION_PATH, label: pages.organization, action: 'organization.change' },
  { to: TEAM_PATH, label: pages.team, action: 'staff.read' },
  { to: `${SETTINGS_PATH}/scheduling`, label: pages.scheduling, action: 'availability.read' },
  { to: `${SETTINGS_PATH}/messages`, label: pages.messages, action: 'organization.change' },
  { to: OUTBOX_PATH, label: pages.email, action: 'outbox.read' },
  { to: `${SETTINGS_PATH}/privacy`, label: pages.privacy, action: 'recordings.change' },
  { to: `${SETTINGS_PATH}/audit`, label: pages.audit, action: 'audit.read' },
];

export function settingsFor(role: StaffRole | undefined): readonly PageEntry[] {
  return role ? SETTINGS_PAGES.filter(({ action }) => staffMay(action, role)) : [];
}
