import { coveredBy, type Kit } from '../../../shared/kit/kit.ts';
import { ANY_ROLE } from '../../../shared/kit/kitIds.ts';
import {
  type GuidePractice,
  guidePracticesOf,
  practiceEditionOf,
} from '../../../shared/practice/practiceEdition.ts';
import { plainWords } from '../../../shared/site/searchWords.ts';
import type {
  HomePage,
  OpeningQuestions,
  RolePage,
  SamplePoint,
  SiteRole,
} from '../../../shared/site/sitePages.ts';
import type { PublicRole, PublicSide } from './PublicRoles.ts';

const MAX_RELATED = 3;
/** Weight of a shared word in the role's name. A shared word in a competency has the weight 1. */
const NAME_WEIGHT = 3;

/** Returns the role without the fields that only the server uses. */
export function listed({ kitId: _1, version: _2, kit: _3, updatedAt: _4, ...role }: PublicRole): SiteRole {
  return role;
}

/** Returns what practice asks for each guide question that can be practiced. */
export function practicedQuestions(kit: Kit): Map<string, GuidePractice> {
  return guidePracticesOf(kit, practiceEditionOf(kit));
}

/** Returns the public part of a kit, without interview questions, rating levels, and recruiter lines. */
export function rolePageOf(role: SiteRole, kit: Kit, side: PublicSide): RolePage {
  const anyRole = side.roles.find(({ kitId, slug }) => kitId === ANY_ROLE && slug !== role.slug);
  const others = side.roles.filter(other => other !== anyRole);
  const practices = practicedQuestions(kit);
  const sample = sampleOf(kit);
  return {
    kind: 'role',
    role,
    guide: {
      ...kit.guide,
      questions: kit.guide.questions.map(entry => {
        const { practice: _unchecked, mentions: _forPractice, ...shown } = entry;
        const practice = practices.get(entry.id);
        return practice ? { ...shown, practice } : shown;
      }),
    },
    categories: [...new Set(kit.questions.map(({ category }) => category))],
    competencies: kit.competencies.map(({ name, description }) => ({
      name,
      description: coveredBy(description),
    })),
    ...(sample && { sample }),
    related: relatedRoles(role.slug, kit, others).map(listed),
    ...(anyRole && { opening: openingQuestionsOf(anyRole) }),
  };
}

/**
 * Returns the first two guide questions about different competencies. The sample report has only texts of
 * the guide, because levels and signs of interview questions aren't public.
 */
function sampleOf(kit: Kit): RolePage['sample'] {
  const points: SamplePoint[] = [];
  for (const { title, question, short, coachNote, commonMistake, followUps, practice } of kit.guide
    .questions) {
    const related = kit.questions.find(({ id }) => id === practice);
    const competency = kit.competencies.find(({ id }) => id === related?.competencies[0])?.name;
    const isNew = points.every(point => point.competency !== competency);
    if (competency && isNew && short && coachNote && commonMistake)
      points.push({
        ...{ title: title || question, short, coachNote, commonMistake, competency },
        followUp: followUps[0] ?? '',
      });
  }
  const [keep, change] = points;
  return keep && change && { keep, change };
}

export function openingQuestionsOf({ slug, locale, kit }: PublicRole): OpeningQuestions {
  const practices = practicedQuestions(kit);
  const questions = kit.guide.questions.map(entry => {
    const practice = practices.get(entry.id);
    return { id: entry.id, title: entry.title || entry.question, ...(practice && { practice }) };
  });
  return { slug, locale, questions };
}

/** Question of `ANY_ROLE` that opens almost every interview. */
const FIRST_QUESTION = 'about-yourself';

/** Returns the question for visitors who haven't chosen a role: the usual first one, or else any. */
export function firstQuestionOf(
  roles: readonly Pick<PublicRole, 'kitId' | 'slug' | 'kit'>[],
): HomePage['question'] {
  const role = roles.find(({ kitId }) => kitId === ANY_ROLE) ?? roles[0];
  if (!role) return undefined;
  const { questions } = practiceEditionOf(role.kit);
  const question = questions.find(({ id }) => id === FIRST_QUESTION) ?? questions[0];
  return question && { role: role.slug, questionId: question.id };
}

/** Returns the roles whose names and competencies share the most words with this one. */
function relatedRoles(slug: string, kit: Kit, all: readonly PublicRole[]): PublicRole[] {
  const [name, competencies] = [wordsOf(kit.role), competencyWords(kit)];
  const likeness = (other: Kit) =>
    NAME_WEIGHT * inCommon(name, wordsOf(other.role)) + inCommon(competencies, competencyWords(other));
  return all
    .filter(other => other.slug !== slug)
    .map(other => ({ other, likeness: likeness(other.kit) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MAX_RELATED)
    .map(({ other }) => other);
}

function competencyWords({ competencies }: Kit): Set<string> {
  return wordsOf(competencies.map(({ name }) => name).join(' '));
}

/** Returns the different words of a text, except short words such as articles. */
function wordsOf(text: string): Set<string> {
  return new Set((plainWords(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter(word => word.length > 3));
}

function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter(word => b.has(word)).length;
}
