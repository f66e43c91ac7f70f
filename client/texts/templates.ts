import { formatList, plural } from '../../shared/intl.ts';
import { CANDIDATE_PLACEHOLDER } from '../../shared/protocol/templateRoutes.ts';
import { common } from './common.ts';

export const templateTexts = {
  library: { label: 'Library', kits: 'Kits', templates: 'Templates' },
  list: {
    title: 'Interview templates',
    intro:
      'What your interviews have in common: kit, length, and people. Start from a template, and add only the candidate and the time.',
    failed: 'Couldn’t load the templates',
    stale: common.staleList,
    emptyTitle: 'No templates yet',
    emptyBody:
      'A template keeps the kit, the length, and the people. With it, a new interview takes only the candidate and the time.',
    create: 'New template',
    actions: (name: string) => `Actions for ${name}`,
    use: 'New interview from this template',
    edit: 'Edit',
    copyOf: (name: string, number: number) => `Copy${number > 1 ? ` ${number}` : ''} of ${name}`,
    duplicated: (name: string) => `${name} is saved`,
    delete: 'Delete',
    people: (names: readonly string[]) =>
      names.length > 3
        ? `${names.slice(0, 2).join(', ')}, and ${plural(names.length - 2, { other: '# more' })}`
        : formatList(names),
    noPeople: 'People are chosen each time',
    changed: (day: string) => `Changed ${day}`,
  },
  edit: {
    title: 'Edit template',
    newTitle: 'New template',
    intro: 'Everything but the candidate and the time. Interviews that were created from it don’t change.',
    unknown: 'This template was deleted, or belongs to another hiring team',
    toList: 'Show templates',
  },
  delete: {
    title: (name: string) => `Delete ${name}?`,
    body: 'Interviews that were created from it don’t change. This can’t be undone.',
    confirm: 'Delete template',
    done: (name: string) => `${name} is deleted`,
  },
  save: {
    open: 'Save as template',
    title: 'Save as template',
    body: 'The template keeps everything except the candidate and the time. Organizers who may see its hiring team can use it.',
    name: 'Name of the template',
    placeholder: 'Backend developer, first round',
    how: 'Save',
    replace: (name: string) => `Replace “${name}”`,
    asNew: 'As a new template',
    submit: 'Save template',
    failed: 'Couldn’t save the template',
    saved: (name: string) => `${name} is saved as a template`,
    incomplete: 'Enter a title and a role first. A template needs both.',
  },
  start: {
    label: 'Start from',
    replace: {
      title: 'Replace what you typed?',
      body: 'The title, the kit, the length, and the other details change. People stay.',
      keep: 'Keep what I typed',
      confirm: 'Replace',
    },
    none: 'An empty form',
    loading: 'Loading templates…',
    kitGone:
      'The template’s kit is archived, unfinished, or visible only to another hiring team. Choose another kit.',
    teamGone: 'The template’s hiring team is archived or isn’t yours. Choose another team, or none.',
    unknown: 'This template was deleted, or belongs to another hiring team. The form is empty.',
    again: (title: string) => `Like “${title}”, with the same people. Choose a time.`,
    copied: (title: string) => `Copied from “${title}”. Add the candidate and choose a time.`,
    copyFailed: 'Couldn’t copy the interview',
  },
  duplicate: 'Duplicate',
  titleHint: `${CANDIDATE_PLACEHOLDER} becomes the candidate’s name. Everyone in the interview sees the title.`,
} as const;
