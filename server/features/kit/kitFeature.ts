import type { TeamId } from '../../../shared/ids.ts';
import type { Kit } from '../../../shared/kit/kit.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { KIT_ROUTES } from '../../../shared/protocol/kitRoutes.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { CommandPreparations } from '../command.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { BUILT_IN_KITS, readBuiltInKits, storeBuiltInKits } from './builtInKits.ts';
import type { KitVoiceUploads } from './KitVoiceUploads.ts';
import { findNewerKit, Kits } from './kits.ts';
import { kitOfYaml, yamlOfKit } from './kitYaml.ts';

export type KitFeature = { kits: Kits; routes: KitRoutes; preparations: CommandPreparations };

/** Stores the built-in kits in the database. Rejects with `StartupError` when one of them is invalid. */
export async function createKits(options: {
  store: KitStore;
  builtInFolder?: string | undefined;
}): Promise<KitFeature> {
  const { store, builtInFolder = BUILT_IN_KITS } = options;
  await storeBuiltInKits(store, await readBuiltInKits(builtInFolder));
  const kits = new Kits(store);
  const newerKit = findNewerKit(kits);
  return {
    kits,
    routes: kitRoutes(kits),
    // A candidate who enters can also open the interview, if the virtual recruiter conducts it.
    preparations: { 'session.open': newerKit, 'seat.enter': newerKit },
  };
}

type KitRoutes = Omit<
  Pick<RouteHandlers, keyof typeof KIT_ROUTES>,
  keyof RecordingRoutes | keyof KitTeamRoutes
>;

/** Returns the routes for kits. Each change and its audit entry are written in the same transaction. */
function kitRoutes(kits: Kits): KitRoutes {
  return {
    'kits.list': async (_params, { member }) => ({ kits: await kits.list(member) }),
    'kits.read': async ({ kitId }, { member }) => {
      await kits.requireSeen(kitId, member);
      return kits.read(kitId);
    },
    'kits.readVersion': async ({ kitId, version }, { member }) => {
      await kits.requireSeen(kitId, member);
      return kits.readVersion(kitId, version);
    },
    'kits.versions': async ({ kitId }, { member }) => {
      await kits.requireSeen(kitId, member);
      return { versions: await kits.versions(kitId) };
    },
    'kits.create': ({ kit }, { member }) => kits.create(kit, member.userId),
    'kits.duplicate': async ({ kitId }, { member }) => {
      await kits.requireSeen(kitId, member);
      return kits.duplicate(kitId, member.userId);
    },
    'kits.save': async ({ kitId, expectedVersion, kit }, { member }) => {
      await kits.requireSeen(kitId, member);
      return kits.save(kitId, expectedVersion, kit, member.userId);
    },
    'kits.archive': async ({ kitId, archived }, { member }) => {
      await kits.requireSeen(kitId, member);
      await kits.setArchived(kitId, archived, member.userId);
    },
    'kits.import': ({ yaml }, { member }) => kits.create(kitOfYaml(yaml), member.userId, 'kit.imported'),
    'kits.export': async ({ kitId }, { member }) => {
      await kits.requireSeen(kitId, member);
      const { kit } = await kits.read(kitId);
      return { fileName: fileNameOf(kit), yaml: yamlOfKit(kit) };
    },
  };
}

type KitTeamRoutes = Pick<RouteHandlers, 'kits.setTeam'>;

/** `requireTeam` throws if the member can't choose the hiring team. */
export function kitTeamRoutes(
  kits: Kits,
  requireTeam: (teamId: TeamId, member: StaffMember) => Promise<void>,
): KitTeamRoutes {
  return {
    'kits.setTeam': async ({ kitId, teamId }, { member }) => {
      await kits.requireSeen(kitId, member);
      if (teamId !== null) await requireTeam(teamId, member);
      await kits.setTeam(kitId, teamId, member.userId);
    },
  };
}

/** Returns a file name that every file system accepts, such as `backend-developer-senior.yaml`. */
function fileNameOf({ role, level }: Kit): string {
  const plain = `${role} ${level}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return `${(plain.match(/[a-z0-9]+/g) ?? ['kit']).join('-')}.yaml`;
}

type RecordingRoutes = Pick<RouteHandlers, 'recordings.list' | 'recordings.remove'>;

export function recordingRoutes(recordings: KitVoiceUploads): RecordingRoutes {
  return {
    'recordings.list': async ({ kitId }, { member }) => {
      await recordings.requireSeen(kitId, member);
      return { recordings: await recordings.list(kitId) };
    },
    'recordings.remove': async ({ kitId, textSha256 }, { member }) => {
      await recordings.requireSeen(kitId, member);
      await recordings.remove(kitId, textSha256, member.userId);
    },
  };
}
