import type { Inserted } from './columns.ts';

/** Members of staff, what they have set, and what they did. */
export interface StaffTables {
  staffUsers: StaffUsersTable;
  staffSessions: StaffSessionsTable;
  staffVerifications: StaffVerificationsTable;
  invitations: InvitationsTable;
  setupLinks: SetupLinksTable;
  settings: SettingsTable;
  auditLog: AuditLogTable;
}

/** better-auth writes these two; only what our own queries touch is named here. */
interface StaffUsersTable {
  id: string;
  name: string;
  email: string;
  role: string;
  disabledAt: number | null;
}

interface StaffSessionsTable {
  id: string;
  userId: string;
}

/** better-auth's; of it we use resets of passwords, whose value is the user's id. */
interface StaffVerificationsTable {
  id: string;
  value: string;
}

interface InvitationsTable {
  invitationId: Inserted<string>;
  email: Inserted<string>;
  role: Inserted<string>;
  tokenHash: Inserted<string>;
  invitedBy: Inserted<string>;
  createdAt: Inserted<number>;
  expiresAt: number;
  acceptedAt: number | null;
  revokedAt: number | null;
}

interface SetupLinksTable {
  tokenHash: Inserted<string>;
  createdAt: Inserted<number>;
}

interface SettingsTable {
  name: Inserted<string>;
  /** JSON. */
  value: string;
}

/** Append-only: the databases refuse to change or delete a row. */
interface AuditLogTable {
  entryId: Inserted<string>;
  at: Inserted<number>;
  actor: Inserted<string>;
  action: Inserted<string>;
  target: Inserted<string>;
  /** JSON. */
  details: Inserted<string>;
}
