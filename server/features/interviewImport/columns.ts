import { type ImportColumn, ImportField } from '../../../shared/protocol/importRoutes.ts';
import type { CsvTable } from './csvFile.ts';
import { readDate } from './dates.ts';

const SAMPLES = 3;
const SAMPLE_LENGTH = 80;

/** Names of columns, without case, accents, blanks, and punctuation. */
const NAMES: Record<ImportField, readonly string[]> = {
  name: [
    ...['name', 'fullname', 'candidate', 'candidatename', 'applicant', 'applicantname', 'displayname'],
    ...[
      'kandidat',
      'kandidatin',
      'bewerber',
      'bewerberin',
      'vollstandigername',
      'nomcomplet',
      'nombrecompleto',
    ],
  ],
  firstName: ['firstname', 'givenname', 'forename', 'vorname', 'prenom', 'nombre'],
  lastName: ['lastname', 'surname', 'familyname', 'nachname', 'nom', 'apellido', 'apellidos'],
  email: [
    ...['email', 'emailaddress', 'mail', 'candidateemail', 'applicantemail', 'candidatemail'],
    ...['mailadresse', 'emailadresse', 'adresseemail', 'correo', 'correoelectronico', 'courriel'],
  ],
  date: [
    ...['date', 'day', 'datetime', 'dateandtime', 'start', 'startdate', 'startsat', 'scheduledat', 'when'],
    ...['interviewdate', 'datum', 'termin', 'tag', 'fecha'],
  ],
  time: ['time', 'starttime', 'interviewtime', 'uhrzeit', 'zeit', 'heure', 'hora'],
  timeZone: ['timezone', 'zone', 'tz', 'zeitzone', 'fuseauhoraire', 'zonahoraria'],
  title: ['title', 'interview', 'interviewtitle', 'round', 'titel', 'titre', 'titulo'],
  jobRole: [
    'jobrole',
    'role',
    'position',
    'job',
    'jobtitle',
    'vacancy',
    'stelle',
    'rolle',
    'poste',
    'puesto',
  ],
  minutes: [
    'minutes',
    'duration',
    'length',
    'durationminutes',
    'min',
    'dauer',
    'minuten',
    'duree',
    'duracion',
  ],
  interviewers: [
    ...['interviewers', 'interviewer', 'intervieweremail', 'interviewersemail', 'intervieweremails', 'panel'],
  ],
};

/** Names the columns, and suggests a field for each. Suggests none for two columns with one name. */
export function columnsOf({ header, rows }: Pick<CsvTable, 'header' | 'rows'>): ImportColumn[] {
  const folded = header.map(foldedName);
  const columns = header.map((name, index): ImportColumn & { folded: string } => ({
    name: name || `Column ${letterOf(index)}`,
    folded: folded[index] ?? '',
    samples: samplesOf(rows, index),
  }));
  const taken = new Set<ImportField>();
  const suggested = columns.map(column => {
    const field = ImportField.options.find(one => NAMES[one].includes(column.folded));
    const isTwice = folded.filter(name => name === column.folded).length > 1;
    if (!field || isTwice || taken.has(field)) return undefined;
    taken.add(field);
    return field;
  });
  return columns.map(({ folded: _folded, ...column }, index) => {
    const field = suggested[index] ?? byContent(column.samples, taken);
    if (field) taken.add(field);
    const isTwice = folded.filter(name => name === folded[index]).length > 1;
    return { ...column, ...(field && !isTwice && { field }) };
  });
}

function byContent(samples: readonly string[], taken: ReadonlySet<ImportField>): ImportField | undefined {
  if (samples.length === 0) return undefined;
  if (!taken.has('email') && samples.every(text => /^[^\s@;,]+@[^\s@;,]+\.[^\s@;,]+$/.test(text)))
    return 'email';
  const isDate = (text: string) => ['day', 'instant', 'ambiguous'].includes(readDate(text, undefined).kind);
  return !taken.has('date') && samples.every(isDate) ? 'date' : undefined;
}

function samplesOf(rows: CsvTable['rows'], index: number): string[] {
  const samples: string[] = [];
  for (const [, cells] of rows) {
    const text = cells[index]?.trim().replace(/\s+/g, ' ') ?? '';
    if (text !== '' && !samples.includes(text)) samples.push(text.slice(0, SAMPLE_LENGTH));
    if (samples.length === SAMPLES) break;
  }
  return samples;
}

function foldedName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Returns the name of a column in spreadsheets: A, B, …, Z, AA. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}
