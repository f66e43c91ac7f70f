import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_KITS, readBuiltInKits } from '../../../server/features/kit/builtInKits.ts';
import { type PublicRole, siteRoleOf } from '../../../server/features/site/PublicRoles.ts';
import { RoleSearch } from '../../../server/features/site/RoleSearch.ts';
import { practicedQuestions } from '../../../server/features/site/rolePages.ts';
import { GuideQuestionId, KitId } from '../../../shared/kit/kitIds.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { MarkedText } from '../../../shared/site/sitePages.ts';
import { exampleKit, guideQuestion } from '../../support/exampleKit.ts';
import { CORE_QUERIES, FURTHER_QUERIES } from './searchQueries.ts';

const NUMBERS = { interviewed: 0, withFeedback: 0, rated: 0 };

let roles: PublicRole[];
const search = new RoleSearch();

beforeAll(async () => {
  const builtIns = await readBuiltInKits(BUILT_IN_KITS);
  roles = builtIns.map(({ kitId, kit }) => ({
    ...{ kitId, kit, version: 1, updatedAt: 0 },
    ...siteRoleOf(Slug.parse(kitId), kit, NUMBERS),
  }));
});

async function firstResult(query: string): Promise<string | undefined> {
  const results = await search.find(query, roles);
  const [question] = results.questions;
  return results.roles[0]?.slug ?? (question && `${question.slug}#${question.id}`);
}

describe('a search of the built-in roles', () => {
  it.each(CORE_QUERIES.map(([query, ...wanted]) => ({ query, wanted })))(
    '“$query” finds first: $wanted',
    async ({ query, wanted }) => {
      expect(wanted).toContain(await firstResult(query));
    },
  );

  it('finds the wanted result first in 57 of 60 searches', async () => {
    const queries = [...CORE_QUERIES, ...FURTHER_QUERIES];
    expect(queries).toHaveLength(60);
    const wrong: string[] = [];
    for (const [query, ...wanted] of queries) {
      const first = await firstResult(query);
      if (!wanted.includes(first)) wrong.push(`“${query}” found ${first}`);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(3);
  });
});

describe('a search', () => {
  it('lists the role first if it is named, and a question first if only its subject is', async () => {
    const named = await search.find('backend developer', roles);
    expect(named.roles.map(({ slug }) => slug)).toEqual(['backend-developer']);
    const subject = await search.find('backend caching', roles);
    expect(subject.roles).toEqual([]);
    expect(new Set(subject.questions.map(({ slug }) => slug))).toEqual(new Set(['backend-developer']));
  });

  it('marks the found words in the title and in an excerpt of the answer', async () => {
    const [found] = (await search.find('caching', roles)).questions;
    const marked = (text: MarkedText = []) => text.filter(part => part.found).map(part => part.text);
    expect(marked(found?.title)).toEqual(['caching', 'cache']);
    expect(marked(found?.excerpt)).toContain('cache');
    const excerpt = found?.excerpt.map(({ text }) => text).join('') ?? '';
    expect(excerpt.length).toBeGreaterThan(40);
    expect(excerpt.length).toBeLessThan(200);
  });

  it('marks a phrase of the query as a whole, and stop words only inside it', async () => {
    const title = async (query: string) => (await search.find(query, roles)).questions[0]?.title;
    expect(await title('tell me about yourself')).toEqual([
      { text: 'How do you answer “' },
      { text: 'Tell me about yourself', found: true },
      { text: '”?' },
    ]);
    const parts = await title('how do you answer about yourself');
    expect(parts?.filter(({ found }) => found).map(({ text }) => text)).toEqual(['yourself']);
  });

  it('links to practice exactly where the role page does', async () => {
    const { questions } = await search.find('caching api transactions', roles);
    for (const { slug, id, practice } of questions) {
      const kit = roles.find(role => role.slug === slug)?.kit;
      expect(practice).toEqual(kit && practicedQuestions(kit).get(id));
    }
  });

  it('accepts results with fewer words only when nothing has all of them, and says so', async () => {
    expect((await search.find('backend caching', roles)).partial).toBe(false);
    const closest = await search.find('caching redis unicorns', roles);
    expect(closest.partial).toBe(true);
    expect((await search.find('caching unicorns dragons wizards', roles)).total).toBe(0);
  });

  it.each(['designer', 'nurse', 'nurses', 'interview questions for a nurse', 'marketing manager', 'ux'])(
    'for the job “%s” finds no example that only mentions it, and says that there is no guide',
    async query => {
      expect(await search.find(query, roles)).toMatchObject({ noGuide: true, questions: [], total: 0 });
    },
  );

  it.each(['disagree with my manager', 'explain to engineers', 'hiring manager', 'message broker'])(
    'for “%s”, which is no job, finds questions',
    async query => {
      const { noGuide, partial, total } = await search.find(query, roles);
      expect({ noGuide, partial }).toEqual({ noGuide: false, partial: false });
      expect(total).toBeGreaterThan(0);
    },
  );

  it('drops questions that match far worse than the best', async () => {
    expect((await search.find('tell me about yourself', roles)).total).toBe(1);
    expect((await search.find('salary', roles)).total).toBeLessThan(5);
    expect((await search.find('sql joins', roles)).total).toBeGreaterThan(3);
    expect(await search.find('kubernets', roles)).toMatchObject({ noGuide: false, total: 0 });
  });

  it('finds words with a typo from five letters on', async () => {
    for (const typed of ['cachng', 'cahcing', 'caching'])
      expect(await firstResult(typed), typed).toBe('backend-developer#what-is-caching');
    expect((await search.find('gti', roles)).total).toBe(0);
    expect((await search.find('locker', roles)).total).toBeGreaterThan(0);
    expect((await search.find('docker', roles)).total).toBe(0);
  });

  it('finds words that mean the same', async () => {
    const baker = [roleOf('Baker', ['How do you deal with stress, and with a coworker’s disagreement?'])];
    for (const typed of ['pressure', 'teammate', 'conflict', 'colleagues'])
      expect((await new RoleSearch().find(typed, baker)).questions, typed).toHaveLength(1);
  });

  it('suggests the nearest words if it finds nothing', async () => {
    expect(await search.find('weknes', roles)).toMatchObject({ total: 0, nearest: ['weakness'] });
    expect((await search.find('my weknes', roles)).nearest[0]).toBe('my weakness');
    expect((await search.find('xyzzyq', roles)).nearest).toEqual([]);
  });

  it.each([
    ['only punctuation', '?!… — /'],
    ['markup', '<script>alert(1)</script>'],
    ['a lone surrogate', '\ud800'],
    ['control characters', '\0\u202e\u0007'],
    ['names of object properties', '__proto__ constructor toString'],
    ['the index’s own wildcard and separators', '* AND NOT # " OR'],
    ['a long word', 'x'.repeat(50_000)],
    ['many words', 'caching '.repeat(10_000)],
  ])('of %s has a defined outcome', async (_what, query) => {
    const { total, questions } = await search.find(query, roles);
    expect(questions.length).toBeLessThanOrEqual(Math.min(total, 20));
  });

  it('finds any text without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 120, unit: 'binary' }), async query => {
        const { total } = await search.find(query, roles);
        expect(total).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 50 },
    );
  });

  it('follows published, changed, and unpublished roles', async () => {
    const changing = new RoleSearch();
    const titled = (title: string, version: number) => [roleOf('Baker', [title], { version })];
    const total = async (query: string, all: PublicRole[]) => (await changing.find(query, all)).total;
    expect(await total('sourdough', titled('How do you start sourdough?', 1))).toBe(1);
    const changed = titled('How do you knead rye?', 2);
    expect(await total('sourdough', changed)).toBe(0);
    expect(await total('rye', changed)).toBe(1);
    expect(await total('rye', [])).toBe(0);
    expect(await total('rye', changed)).toBe(1);
  });
});

describe('a search in other languages', () => {
  it.each([
    ['Chinese', '后端开发工程师', '如何保证缓存与数据库的一致性？', ['缓存', '数据库', '缓存 一致', '一']],
    [
      'Japanese',
      'バックエンド開発者',
      'データベースのインデックスとは何ですか？',
      ['インデックス', 'データ'],
    ],
    ['Korean', '백엔드 개발자', '캐시를 어떻게 무효화합니까?', ['캐시', '무효', '개발자 캐시']],
    ['Arabic', 'مطور الواجهة الخلفية', 'كَيف تعمل الفهارس؟', ['الفهارس', 'كيف تعمل', 'الفه']],
    ['Hindi', 'बैकएंड डेवलपर', 'कैश कैसे काम करता है?', ['कैश', 'काम', 'डेवलपर कैश']],
    ['Hebrew', 'מפתח צד שרת', 'מהו מטמון ואיך שומרים עליו?', ['מטמון', 'מטמ']],
    ['German', 'Bäcker', 'Wie prüfen Sie die Gärung?', ['gärung', 'garung', 'Gar', 'GÄRUNG prüfen']],
    ['Greek', 'Προγραμματιστής', 'Τι είναι η κρυφή μνήμη;', ['μνήμη', 'μνημη']],
    ['Thai', 'นักพัฒนา', 'แคชทำงานอย่างไร', ['แคช', 'ทำงาน']],
  ])('finds the title of a question: %s', async (_language, role, title, queries) => {
    const other = roleOf(role, ['Something else?', title]);
    for (const query of queries) {
      const { questions, partial } = await new RoleSearch().find(query, [other]);
      expect([query, partial, questions[0]?.id]).toEqual([query, false, 'q1']);
      expect(questions[0]?.title.some(({ found }) => found)).toBe(true);
    }
  });
});

function roleOf(role: string, titles: readonly string[], { version = 1 } = {}): PublicRole {
  const kit = exampleKit({
    role,
    guide: {
      ...exampleKit().guide,
      questions: titles.map((title, index) =>
        guideQuestion({ id: GuideQuestionId.parse(`q${index}`), title, question: title }),
      ),
    },
  });
  const slug = Slug.parse('example');
  return {
    ...{ kitId: KitId.parse('example'), kit, version, updatedAt: 0 },
    ...siteRoleOf(slug, kit, NUMBERS),
  };
}
