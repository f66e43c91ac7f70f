import { pino } from 'pino';
import { InterviewCreation } from '../../server/features/console/InterviewCreation.ts';
import { InterviewImports } from '../../server/features/interviewImport/InterviewImports.ts';
import { carryOut } from '../../server/features/interviewImport/importTask.ts';
import { badRowsOf } from '../../server/features/interviewImport/routes.ts';
import type { JobHandler } from '../../server/features/jobs/job.ts';
import { Kits } from '../../server/features/kit/kits.ts';
import { PersonalLinks } from '../../server/features/personalLinks.ts';
import { Templates } from '../../server/features/templates/Templates.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import { StaffInterviews } from '../../server/interviews/staffInterviews.ts';
import type { Store } from '../../server/store/store.ts';
import type { ImportId, TemplateId } from '../../shared/ids.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import type { ImportPlan } from '../../shared/protocol/importRoutes.ts';

const SECRET = 'a secret for the tests alone';
export const IMPORTER: StaffMember = {
  ...{ userId: '01900000-0000-7000-8000-0000000000aa', name: 'Olga', email: 'olga@example.org' },
  ...{ role: 'organizer', disabled: false, teams: [] },
};

/** Imports files into a store without a server around it. Jobs run when the test asks for it. */
export class ImportStage implements AsyncDisposable {
  readonly imports: InterviewImports;
  readonly interviews: Interviews;
  readonly templates: Templates;
  readonly store: Store;
  staff: StaffMember[] = [IMPORTER];
  #job: JobHandler | undefined;

  constructor(store: Store) {
    this.store = store;
    this.interviews = new Interviews({ store: store.interviews });
    const kits = new Kits(store.kits);
    const requireTeam = async () => {};
    const creation = new InterviewCreation({
      links: new PersonalLinks({ publicUrl: 'http://localhost', secret: SECRET }),
      interviews: new StaffInterviews(this.interviews),
      ...{ store, kits, requireTeam },
      timeZone: async () => 'Europe/Berlin',
    });
    this.templates = new Templates({ store: store.templates, kits, creation, requireTeam });
    this.imports = new InterviewImports({
      config: { secret: SECRET },
      store: store.imports,
      templates: this.templates,
      workloads: store.workloads,
      listStaff: async () => this.staff,
      runner: {
        add: job => {
          this.#job = job;
        },
        poll: () => {},
      },
      mailConfigured: true,
      logger: pino({ level: 'silent' }),
      carryOut,
    });
  }

  async template(): Promise<TemplateId> {
    const content = { title: 'Meet {candidate}', jobRole: 'Nurse', plannedMinutes: 30, people: [] };
    return (await this.templates.create('Nurses', content, IMPORTER)).templateId;
  }

  upload(text: string, name = 'candidates.csv'): Promise<ImportId> {
    return this.imports.upload(name, bytesOf(text), IMPORTER);
  }

  /** Returns the plan that the columns' names suggest. */
  async plan(
    importId: ImportId,
    templateId: TemplateId | undefined,
    more: Partial<ImportPlan> = {},
  ): Promise<ImportPlan> {
    const { columns } = await this.imports.require(importId, IMPORTER);
    return {
      ...(templateId && { templateId }),
      ...{ timeZone: 'Europe/Berlin', columns: columns.map(({ field }) => field ?? null) },
      ...more,
    };
  }

  /** Works on an import until it ends, or until `afterShare` of its rows are done. */
  async run(importId: ImportId, afterShare = 1): Promise<void> {
    const controller = new AbortController();
    const progress = (share: number) => {
      if (share >= afterShare) controller.abort(new Error('The job is closing.'));
    };
    const { signal } = controller;
    await this.#job?.run(importId, { attempt: 1, signal, progress }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  /** Uploads and imports a file. */
  async import(
    text: string,
    templateId: TemplateId | undefined,
    more: Partial<ImportPlan> = {},
  ): Promise<ImportId> {
    const importId = await this.upload(text);
    await this.imports.start(importId, await this.plan(importId, templateId, more), IMPORTER);
    await this.run(importId);
    return importId;
  }

  async badRows(importId: ImportId) {
    const imported = await this.imports.require(importId, IMPORTER);
    return badRowsOf(this.imports, this.store.imports, imported, IMPORTER);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.imports.close();
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Returns a file with this many candidates. */
export function candidateFile(count: number, from = 0): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const day = `${String((number % 28) + 1).padStart(2, '0')}.${String((number % 12) + 1).padStart(2, '0')}.2099`;
    return `Candidate ${number};candidate-${number}@example.org;${day};10:${String(number % 60).padStart(2, '0')}`;
  });
  return ['Name;Email;Date;Time', ...rows, ''].join('\r\n');
}
