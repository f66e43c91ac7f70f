import path from 'node:path';
import Database from 'better-sqlite3';
import { decodeEvent, type EventRow } from '../../server/store/eventRows.ts';
import type { InterviewId } from '../../shared/ids.ts';
import type { InterviewEvent } from '../../shared/interview/events.ts';
import { type ChosenKit, interviewKitOf, Kit } from '../../shared/kit/kit.ts';
import { KitId } from '../../shared/kit/kitIds.ts';

/** One interview's log in a server's database, whether or not the server runs. */
export class LoggedInterview {
  readonly rows: readonly EventRow[];
  /** Every kit version that the server has saved. */
  readonly kits: readonly ChosenKit[];

  static read(dataDir: string, interviewId: InterviewId): LoggedInterview {
    const database = new Database(path.join(dataDir, 'vivavoce.db'), { readonly: true });
    try {
      return new LoggedInterview(database, interviewId);
    } finally {
      database.close();
    }
  }

  private constructor(database: Database.Database, interviewId: InterviewId) {
    this.rows = database
      .prepare<[string], EventRow>(`select interview_id as interviewId, seq, at, kind, actor, payload
         from interview_events where interview_id = ? order by seq`)
      .all(interviewId);
    this.kits = database
      .prepare<[], { kitId: string; version: number; kit: string }>(
        'select kit_id as kitId, version, kit from kit_versions',
      )
      .all()
      .map(({ kitId, version, kit }) => ({
        kitId: KitId.parse(kitId),
        version,
        kit: interviewKitOf(Kit.parse(JSON.parse(kit))),
      }));
  }

  get events(): InterviewEvent[] {
    return this.rows.map(row =>
      decodeEvent(
        row,
        (kitId, version) => this.kits.find(saved => saved.kitId === kitId && saved.version === version)?.kit,
      ),
    );
  }
}
