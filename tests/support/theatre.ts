import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Kit } from '../../shared/kit/kit.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import type { ApiClient } from './apiClient.ts';
import { InterviewStage } from './interviewStage.ts';
import { startOwnedServer } from './ownedServer.ts';
import type { ServerProcess } from './serverProcess.ts';

/** Setting of a file of scenarios. */
export interface Theatre {
  readonly server: ServerProcess;
  readonly owner: ApiClient;
  /** A new interview for each test. */
  readonly stage: InterviewStage;
}

/** Opens a server for the tests of this file and a new stage before each test, and closes both. `kit`: the kit of every interview. */
export function openTheatre({ kit }: { kit?: Kit } = {}): Theatre {
  let server: ServerProcess | undefined;
  let owner: ApiClient | undefined;
  let stage: InterviewStage | undefined;
  let kitId: KitId | undefined;

  beforeAll(async () => {
    ({ server, owner } = await startOwnedServer());
    if (kit) ({ kitId } = await owner.call('kits.create', { kit }));
  });
  afterAll(() => server?.close());
  beforeEach(async () => {
    stage = await InterviewStage.create(present(owner), undefined, kitId);
  });
  afterEach(() => stage?.close());

  return {
    get server() {
      return present(server);
    },
    get owner() {
      return present(owner);
    },
    get stage() {
      return present(stage);
    },
  };
}

function present<T>(made: T | undefined): T {
  if (made === undefined) throw new Error('The theatre opens with the first test of its file.');
  return made;
}
