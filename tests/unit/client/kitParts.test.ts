import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moved, pathOf, valueAt, withValueAt } from '../../../client/core/editor/fieldPath.ts';
import { remarksOn } from '../../../client/core/editor/remarks.ts';
import { editable, WrittenKit } from '../../../client/core/kit/kitDrafts.ts';
import { differencesOf, outlineOf } from '../../../client/core/kit/kitOutline.ts';
import {
  newCompetency,
  newGuideQuestion,
  newKit,
  newProbe,
  newQuestion,
  settingOf,
  withoutCompetency,
  withoutGuideQuestion,
  withoutQuestion,
  withSetting,
} from '../../../client/core/kit/kitParts.ts';
import { Kit } from '../../../shared/kit/kit.ts';
import { CompetencyId, partId } from '../../../shared/kit/kitIds.ts';
import { lintKit } from '../../../shared/kit/lintKit.ts';
import { spokenSeconds, transcriptOf } from '../../../shared/kit/transcript.ts';
import { USUAL_RETRIES } from '../../../shared/practice/practice.ts';
import { exampleKit, guideQuestion } from '../../support/exampleKit.ts';

describe('the ID of a new part', () => {
  it('is derived from its text', () => {
    expect(partId('Finding slow queries', 'competency', [])).toBe('finding-slow-queries');
    expect(partId('  Über-Sicht: Rückfragen?! ', 'competency', [])).toBe('uber-sicht-ruckfragen');
    expect(partId("What's your plan?", 'question', [])).toBe('whats-your-plan');
  });

  it('starts with a letter, and has a default for text without Latin letters', () => {
    expect(partId('3 things you learned', 'question', [])).toBe('things-you-learned');
    expect(partId('数据库', 'competency', [])).toBe('competency');
  });

  it('is truncated between words', () => {
    expect(partId('How would you find a slow query in production today?', 'question', [])).toBe(
      'how-would-you-find-a-slow-query-in',
    );
  });

  it('is unique, valid, and deterministic for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string(), { maxLength: 5 }),
        (text, others) => {
          const taken = others.map(other => partId(other, 'probe', []));
          const id = partId(text, 'probe', taken);
          expect(CompetencyId.safeParse(id).success).toBe(true);
          expect(taken).not.toContain(id);
          expect(partId(text, 'probe', taken)).toBe(id);
        },
      ),
    );
  });

  it('is never that of a part that was saved and deleted: its ratings would be assigned to the new part', () => {
    const saved = exampleKit();
    const first = saved.competencies[0];
    if (!first) throw new Error('The example has competencies.');
    const without = withoutCompetency(saved, first.id);
    const again = newCompetency('Competency 1', [without, saved]);
    expect(again.id).toBe('competency-1-2');
  });
});

describe('changing a kit', () => {
  it('replaces a value at its path, and nothing else', () => {
    const kit = exampleKit();
    const next = withValueAt(kit, ['competencies', 1, 'anchors', 2], 'Asks back.');
    expect(next.competencies[1]?.anchors[2]).toBe('Asks back.');
    expect(next.competencies[0]).toBe(kit.competencies[0]);
    expect(next.questions).toBe(kit.questions);
    expect(valueAt(next, pathOf('competencies.1.anchors.2'))).toBe('Asks back.');
  });

  it('removes the key of an emptied optional number', () => {
    const kit = withValueAt(exampleKit(), ['questions', 0, 'probes', 0, 'whenShorterThanSeconds'], 20);
    const cleared = withValueAt(kit, ['questions', 0, 'probes', 0, 'whenShorterThanSeconds'], undefined);
    expect(Object.keys(cleared.questions[0]?.probes[0] ?? {})).not.toContain('whenShorterThanSeconds');
    expect(Kit.safeParse(cleared).success).toBe(true);
  });

  it('stores required questions and unusual retry counts, and omits defaults', () => {
    const [first] = exampleKit().questions;
    if (!first) throw new Error('The example has questions.');
    expect(settingOf(first, 'mayBeSkipped')).toBe(true);
    const opened = withSetting(first, 'practice', true);
    expect(opened.practice).toBe(true);
    expect(withSetting(opened, 'practice', false)).not.toHaveProperty('practice');
    const must = withSetting(first, 'mayBeSkipped', false);
    expect(must.mayBeSkipped).toBe(false);
    expect(settingOf(must, 'mayBeSkipped')).toBe(false);
    expect(withSetting(must, 'mayBeSkipped', true)).toEqual(first);
    const once = withSetting(must, 'retries', 1);
    expect(once.retries).toBe(1);
    expect(withSetting(once, 'retries', USUAL_RETRIES)).toEqual(must);
    for (const question of [must, once])
      expect(WrittenKit.safeParse(editable(exampleKit({ questions: [question] }))).success).toBe(true);
  });

  it('keeps every item when one is moved, and does nothing at the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    const list = ['a', 'b'];
    expect(moved(list, 0, -1)).toBe(list);
    expect(moved(list, 1, 2)).toBe(list);
  });

  it('removes references of questions to a deleted competency', () => {
    const kit = exampleKit();
    const [first] = kit.competencies;
    if (!first) throw new Error('The example has competencies.');
    const next = withoutCompetency(kit, first.id);
    expect(Kit.safeParse(next).success).toBe(true);
    expect(next.questions.flatMap(question => question.competencies)).not.toContain(first.id);
  });

  it('removes practice references of the guide to a deleted question', () => {
    const [first, second] = exampleKit().questions;
    if (!first || !second) throw new Error('The example has questions.');
    const { guide } = exampleKit();
    const questions = [
      guideQuestion({ practice: first.id }),
      guideQuestion({ id: 'another' as never, practice: second.id }),
    ];
    const next = withoutQuestion(exampleKit({ guide: { ...guide, questions } }), first.id);
    expect(Kit.safeParse(next).success).toBe(true);
    expect(next.questions).not.toContain(first);
    expect(next.guide.questions).toEqual([guideQuestion(), questions[1]]);
    expect(Object.keys(next.guide.questions[0] ?? {})).not.toContain('practice');
  });

  it('derives the slug of a guide question from its first heading, and never reuses a saved slug', () => {
    const saved = exampleKit();
    const [first] = saved.guide.questions;
    if (!first) throw new Error('The example has a guide.');
    const written = withoutGuideQuestion(saved, first.id);
    expect(written.guide.questions).toEqual([]);
    const made = newGuideQuestion('What is an index?', [written, saved]);
    expect(made).toMatchObject({ id: 'what-is-an-index-2', title: 'What is an index?' });
    expect(newGuideQuestion('Caching', [written, saved]).id).toBe('caching');
  });

  it('adds parts that fit the schema immediately', () => {
    const kit = exampleKit();
    const question = newQuestion('What did you do?', [kit]);
    const written = {
      ...kit,
      competencies: [...kit.competencies, newCompetency('Depth', [kit])],
      questions: [...kit.questions, { ...question, probes: [newProbe('Why?', [question])] }],
      guide: { ...kit.guide, questions: [...kit.guide.questions, newGuideQuestion('Caching', [kit])] },
    };
    expect(Kit.safeParse(written).success).toBe(true);
  });
});

describe('a new kit', () => {
  it('can be saved, and its virtual recruiter has no findings', () => {
    const kit = newKit('Gardener', 'Senior');
    expect(Kit.safeParse(kit).success).toBe(true);
    expect(lintKit(kit).filter(({ path }) => path[0] === 'script')).toEqual([]);
    expect(kit.script.greeting).toContain('I’m an automated recruiter, not a person.');
    expect(kit.script.instructions).toContain('stay silent for about three seconds');
    expect(kit.script.acknowledgements.join(' ')).not.toMatch(/next|move on|continue|now we/i);
    expect(JSON.stringify(kit.script)).not.toMatch(/\d|\b(?:two|three(?! seconds)|five|seven|minutes)\b/);
  });
});

describe('kit remarks', () => {
  it('contain schema errors, worded for their field, and linter findings', () => {
    const kit = withValueAt(exampleKit(), ['questions', 0, 'thinkSeconds'], Number.NaN);
    const empty = withValueAt(kit, ['competencies', 0, 'anchors', 2], '');
    expect(remarksOn(empty)).toEqual([
      { severity: 'invalid', path: ['questions', 0, 'thinkSeconds'], message: 'Enter a whole number.' },
      {
        severity: 'error',
        path: ['competencies', 0, 'anchors', 2],
        code: 'missing-anchor',
        rating: 3,
        message: 'Rating 3 has no anchor.',
      },
    ]);
  });

  it('are counted in the outline at their position', () => {
    const kit = withValueAt(exampleKit({ role: '' }), ['competencies', 1, 'anchors', 0], '');
    const outline = outlineOf(kit, remarksOn(kit));
    const counts = Object.fromEntries(outline.map(({ section, counts: { errors } }) => [section, errors]));
    expect(counts).toEqual({ role: 1, competencies: 1, questions: 0, script: 0, guide: 0 });
    expect(outline[1]?.entries.map(entry => entry.counts.errors)).toEqual([0, 1, 0, 0, 0]);
    expect(outline[2]?.entries).toHaveLength(kit.questions.length);
    expect(outline[4]?.entries).toMatchObject([
      { path: ['guide', 'questions', 0], label: kit.guide.questions[0]?.title },
    ]);
  });
});

describe('the kit preview', () => {
  it('has the script in order, with no acknowledgment before the closing', () => {
    const { turns } = transcriptOf(exampleKit());
    const kinds = turns.map(turn => (turn.kind === 'spoken' ? turn.part : turn.kind));
    expect(kinds.slice(0, 6)).toEqual([
      'greeting',
      'consent',
      'instructions',
      'question',
      'answer',
      'acknowledgement',
    ]);
    expect(kinds.slice(-3)).toEqual(['question', 'answer', 'closing']);
  });

  it('uses each acknowledgment once while there are others', () => {
    const { turns } = transcriptOf(exampleKit());
    const lines = turns.flatMap(turn => (turn.kind === 'acknowledgement' ? [turn.text] : []));
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('assumes 150 words a minute, and plans full minutes', () => {
    expect(spokenSeconds(Array.from({ length: 75 }, () => 'word').join(' '))).toBe(30);
    const kit = exampleKit();
    const { plannedMinutes, thinkSeconds, answerSeconds, spokenSeconds: spoken } = transcriptOf(kit);
    expect(answerSeconds).toBe(kit.questions.reduce((sum, question) => sum + question.answerSeconds, 0));
    expect(plannedMinutes).toBe(Math.ceil((thinkSeconds + answerSeconds + spoken) / 60));
  });

  it('can be rendered for an empty kit', () => {
    const kit = newKit('Gardener', 'Senior');
    const bare = { ...kit, script: { ...kit.script, acknowledgements: [] } };
    expect(transcriptOf(bare).turns).toHaveLength(4);
  });
});

describe('two kit versions', () => {
  it('differ where someone changed something', () => {
    const mine = exampleKit();
    const theirs = withValueAt(
      withValueAt(mine, ['competencies', 0, 'description'], 'Another one.'),
      ['guide', 'promise'],
      'Another promise.',
    );
    expect(differencesOf(mine, theirs)).toEqual([
      { section: 'competencies', names: [mine.competencies[0]?.name] },
      { section: 'guide', names: [] },
    ]);
    expect(differencesOf(mine, mine)).toEqual([]);
    const retold = withValueAt(mine, ['guide', 'questions', 0, 'answer'], 'A tree.');
    expect(differencesOf(mine, retold)).toEqual([
      { section: 'guide', names: [mine.guide.questions[0]?.title] },
    ]);
  });
});

describe('a kit draft', () => {
  it('can be stored as text, including an emptied number', () => {
    const kit = withValueAt(editable(exampleKit()), ['questions', 0, 'answerSeconds'], Number.NaN);
    const back = WrittenKit.parse(JSON.parse(JSON.stringify(kit)));
    expect(back).toEqual(kit);
  });

  it('has five anchor fields, however many were saved', () => {
    const [first] = exampleKit().competencies;
    if (!first) throw new Error('The example has competencies.');
    const kit = editable(exampleKit({ competencies: [{ ...first, anchors: ['Only one so far.'] }] }));
    expect(kit.competencies[0]?.anchors).toEqual(['Only one so far.', '', '', '', '']);
  });
});
