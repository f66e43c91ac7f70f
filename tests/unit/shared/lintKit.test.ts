import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kitFindingText } from '../../../client/texts/kitFindings.ts';
import { Kit } from '../../../shared/kit/kit.ts';
import { evaluatingWord, isFit, type KitFinding, lintKit } from '../../../shared/kit/lintKit.ts';
import { areTooClose } from '../../../shared/kit/similarQuestions.ts';
import { exampleKit, guideQuestion } from '../../support/exampleKit.ts';

/** The example kit with one change. */
function changed(change: (kit: Kit) => void): Kit {
  const kit = structuredClone(exampleKit());
  change(kit);
  return kit;
}

function part<T>(list: readonly T[], index = 0): T {
  const found = list[index];
  if (found === undefined) throw new Error('The kit has no such part.');
  return found;
}

/** A change that makes a kit worse, and what the linter has to say of it: severity, code, and path. */
const FAULTS: readonly [what: string, change: (kit: Kit) => void, finding: string][] = [
  [
    'a missing anchor',
    kit => part(kit.competencies).anchors.splice(2, 1, ''),
    'error missing-anchor competencies.0.anchors.2',
  ],
  [
    'too few anchors',
    kit => part(kit.competencies, 1).anchors.pop(),
    'error missing-anchor competencies.1.anchors.4',
  ],
  [
    'an anchor that says the same as another',
    kit => part(kit.competencies).anchors.splice(1, 1, `${part(part(kit.competencies).anchors)}!`),
    'error same-anchor competencies.0.anchors.1',
  ],
  [
    'an anchor that is a label',
    kit => part(kit.competencies).anchors.splice(4, 1, 'Very good'),
    'warning bare-anchor competencies.0.anchors.4',
  ],
  [
    'more than eight competencies',
    kit => {
      while (kit.competencies.length < 9) {
        const id = `more-${kit.competencies.length}` as never;
        kit.competencies.push({ ...part(kit.competencies), id });
        part(kit.questions).competencies = [id];
      }
    },
    'error too-many-competencies competencies',
  ],
  ['few competencies', kit => kit.competencies.pop(), 'warning few-competencies competencies'],
  [
    'a competency that no question feeds',
    kit => {
      part(kit.questions, 6).competencies = part(kit.questions).competencies;
    },
    'error unfed-competency competencies.4',
  ],
  [
    'a question that feeds no competency',
    kit => {
      part(kit.questions).competencies = [];
    },
    'error aimless-question questions.0.competencies',
  ],
  [
    'no behavioural question',
    kit => {
      for (const question of kit.questions) question.category = 'knowledge';
    },
    'error no-behavioural-question questions',
  ],
  [
    'a category without a question',
    kit => {
      part(kit.questions, 6).category = 'knowledge';
    },
    'warning missing-category questions',
  ],
  ['no question', kit => kit.questions.splice(0), 'error no-questions questions'],
  [
    'a question that is there twice',
    kit => {
      part(kit.questions, 1).text = part(kit.questions).text.toUpperCase();
    },
    'warning same-question questions.1.text',
  ],
  [
    'a question without text',
    kit => {
      part(kit.questions, 3).text = '';
    },
    'error missing-text questions.3.text',
  ],
  [
    'a question without probes',
    kit => part(kit.questions, 3).probes.splice(0),
    'warning no-probe questions.3.probes',
  ],
  [
    'no model answer',
    kit => {
      part(kit.questions, 3).modelAnswer = '';
    },
    'warning missing-text questions.3.modelAnswer',
  ],
  [
    'an acknowledgement that evaluates',
    kit => kit.script.acknowledgements.splice(3, 1, 'Great answer, thank you.'),
    'error evaluating-acknowledgement script.acknowledgements.3',
  ],
  [
    'fewer than eight acknowledgements',
    kit => kit.script.acknowledgements.splice(7),
    'error few-acknowledgements script.acknowledgements',
  ],
  [
    'an acknowledgement that is there twice',
    kit => kit.script.acknowledgements.push(part(kit.script.acknowledgements)),
    'warning same-acknowledgement script.acknowledgements.8',
  ],
  [
    'no greeting',
    kit => {
      kit.script.greeting = '';
    },
    'error missing-text script.greeting',
  ],
  [
    'an introduction of more than thirty seconds',
    kit => {
      kit.script.consent = Array.from({ length: 70 }, () => 'word').join(' ');
    },
    'warning long-introduction script.consent',
  ],
  ['no reassurance', kit => kit.script.reassurances.splice(0), 'warning missing-text script.reassurances'],
  [
    'no line to hand over with',
    kit => kit.script.handOver.toPerson.splice(0),
    'warning missing-text script.handOver.toPerson',
  ],
  ...(['title', 'question', 'topic', 'short', 'answer', 'coachNote', 'commonMistake'] as const).map(
    (field): (typeof FAULTS)[number] => [
      `a guide question without ${field}`,
      kit => {
        part(kit.guide.questions)[field] = '';
      },
      `warning missing-text guide.questions.0.${field}`,
    ],
  ),
  [
    'a code example without code',
    kit => {
      part(kit.guide.questions).code = { language: 'sql', code: ' \n' };
    },
    'warning missing-text guide.questions.0.code.code',
  ],
  [
    'a heading that search results cut',
    kit => {
      part(kit.guide.questions).title = 'x'.repeat(66);
    },
    'warning long-heading guide.questions.0.title',
  ],
  [
    'a heading that is there twice',
    kit => kit.guide.questions.push(guideQuestion({ title: `  ${headingOf(kit).toLowerCase()} ` })),
    'warning same-heading guide.questions.1.title',
  ],
  [
    'a direct answer that says too little',
    kit => {
      part(kit.guide.questions).short = words(24);
    },
    'warning direct-answer-length guide.questions.0.short',
  ],
  [
    'a direct answer that is a long one',
    kit => {
      part(kit.guide.questions).short = words(56);
    },
    'warning direct-answer-length guide.questions.0.short',
  ],
  [
    'a question without other words',
    kit => {
      part(kit.questions).rephrased = '';
    },
    'warning missing-text questions.0.rephrased',
  ],
  [
    'follow-ups without other words, with one finding for a question',
    kit => {
      for (const probe of part(kit.questions).probes) probe.rephrased = undefined;
    },
    'warning probes-not-rephrased questions.0.probes',
  ],
  [
    'other words that are the words of the question',
    kit => {
      const question = part(kit.questions);
      question.rephrased = ` ${question.text.toUpperCase()} `.replace(/\.? $/, '!');
    },
    'warning same-words questions.0.rephrased',
  ],
  [
    'other words that are the words of the follow-up',
    kit => {
      const probe = part(part(kit.questions).probes, 1);
      probe.rephrased = probe.text;
    },
    'warning same-words questions.0.probes.1.rephrased',
  ],
  [
    'a guide question that the interview asks',
    kit => {
      part(kit.guide.questions).question = part(kit.questions, 2).text;
    },
    'warning rated-question guide.questions.0.question',
  ],
  [
    'a guide question that the interview asks in other words',
    kit => {
      part(kit.questions, 2).rephrased = 'Why do caches go stale?';
      part(kit.guide.questions).question = 'Why did the cache go stale?';
    },
    'warning rated-question guide.questions.0.question',
  ],
];

function words(count: number): string {
  return Array.from({ length: count }, () => 'word').join(' ');
}

const headingOf = (kit: Kit) => part(kit.guide.questions).title;

const place = ({ severity, code, path }: KitFinding) => `${severity} ${code} ${path.join('.')}`;

describe('lintKit', () => {
  it('finds nothing in a complete kit', () => {
    expect(lintKit(exampleKit())).toEqual([]);
    expect(isFit(exampleKit())).toBe(true);
  });

  it.each(FAULTS)('finds %s, with its position', (_what, change, finding) => {
    const kit = changed(change);
    const findings = lintKit(kit);
    expect(findings.map(place)).toContain(finding);
    expect(findings.every(problem => kitFindingText(problem).length > 10)).toBe(true);
    expect(isFit(kit)).toBe(!findings.some(({ severity }) => severity === 'error'));
  });

  it('accepts a guide at its limits, and headings that differ by a punctuation mark', () => {
    const kit = changed(one => {
      Object.assign(part(one.guide.questions), { title: 'x'.repeat(65), short: words(25) });
      for (const [index, title] of ['What is C?', 'What is C++?', 'What is C#?'].entries())
        one.guide.questions.push(guideQuestion({ id: `c-${index}` as never, title, short: words(55) }));
    });
    expect(lintKit(kit)).toEqual([]);
  });

  it('names the interview question that a guide reveals', () => {
    const kit = changed(one => {
      part(one.guide.questions).question = part(one.questions, 2).text;
    });
    expect(lintKit(kit).map(kitFindingText)).toEqual([
      expect.stringContaining(`“${part(kit.questions, 2).text}”`),
    ]);
  });

  it('lets the guide show a question that it offers for practice, and no other', () => {
    const kit = changed(one => {
      const { id, text } = part(one.questions, 2);
      Object.assign(part(one.guide.questions), { question: text, practice: id });
    });
    expect(lintKit(kit)).toEqual([]);
    const closed = changed(() => part(kit.questions, 2));
    closed.guide = kit.guide;
    delete part(closed.questions, 2).practice;
    expect(lintKit(closed).map(place)).toEqual(['warning rated-question guide.questions.0.question']);
  });

  it('counts the follow-ups of a question that have no other words', () => {
    const kit = changed(one => {
      for (const probe of part(one.questions).probes) probe.rephrased = '';
    });
    expect(lintKit(kit)).toEqual([
      expect.objectContaining({ code: 'probes-not-rephrased', count: 2, path: ['questions', 0, 'probes'] }),
    ]);
  });

  it('reports only one finding for one fault', () => {
    const kit = changed(one => part(one.competencies).anchors.splice(2, 1, ''));
    expect(lintKit(kit).map(place)).toEqual(['error missing-anchor competencies.0.anchors.2']);
  });
});

describe('similarity of two questions', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('slow', 'queries', 'query', 'why', 'cached', 'C++', 'a', '?', 'running'))
      .map(parts => parts.join(' ')),
  );

  it('is symmetric', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(areTooClose(one, other)).toBe(areTooClose(other, one));
      }),
    );
  });

  it('is too high for equal words, whatever their case and punctuation', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('slow', 'it', 'Why', 'база', '数据', 'C#'), { minLength: 1 }),
        parts => {
          const other = `“${parts.join(',  ').toUpperCase()}…”`;
          expect(areTooClose(parts.join(' '), other)).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['How do you find a slow query?', 'How would you find slow queries?'],
    ['Tell me about a database you planned.', 'Which databases have you been planning?'],
    ['What is caching?', 'Explain caches.'],
    [
      'Describe a time you disagreed with your manager.',
      'Did you ever disagree with a manager? Describe that time.',
    ],
  ])('is too high: %s %s', (one, other) => {
    expect(areTooClose(one, other)).toBe(true);
  });

  it.each([
    ['What is the difference between GET and POST?', 'What is the difference between GET and PUT?'],
    ['What is C++?', 'What is C#?'],
    ['What is an index?', 'Tell me about a time an index made a query slower.'],
    ['Why is the sky blue?', 'How do you debug a memory leak?'],
    ['What was it?', 'Why did you do that?'],
    ['', ''],
    ['???', '…'],
  ])('is acceptable: %s %s', (one, other) => {
    expect(areTooClose(one, other)).toBe(false);
  });
});

describe('an acknowledgment', () => {
  it.each([
    'Great, thank you.',
    'That was a good example.',
    'Exactly.',
    'Well said!',
    'That is right.',
    'INTERESTING point.',
    'Perfect — next question.',
  ])('evaluates: %s', line => {
    expect(evaluatingWord(line)).toBeDefined();
  });

  it.each([
    'Thank you.',
    'All right, I have noted that.',
    'Thanks, let us go on.',
    'Understood. The next question comes right away.',
    'I have that now.',
    'Goodness-of-fit is the next topic.',
    'We turn to copyright now.',
  ])('is neutral: %s', line => {
    expect(evaluatingWord(line)).toBeUndefined();
  });
});

describe('the schema of a kit', () => {
  it.each([
    [
      'two competencies with one ID',
      (kit: Kit) => kit.competencies.push(part(kit.competencies)),
      'competencies.5.id',
    ],
    [
      'a question for a missing competency',
      (kit: Kit) => part(kit.questions).competencies.push('elsewhere' as never),
      'questions.0.competencies.1',
    ],
    [
      'two follow-ups with one ID',
      (kit: Kit) => part(kit.questions).probes.push(part(part(kit.questions).probes)),
      'questions.0.probes.2.id',
    ],
    [
      'two guide questions with one slug',
      (kit: Kit) => kit.guide.questions.push(guideQuestion()),
      'guide.questions.1.id',
    ],
    [
      'practice with a missing question',
      (kit: Kit) => {
        part(kit.guide.questions).practice = 'elsewhere' as never;
      },
      'guide.questions.0.practice',
    ],
    [
      'one competency listed twice by a question',
      (kit: Kit) => {
        part(kit.questions).competencies = ['competency-1', 'competency-1'] as never;
      },
      'questions.0.competencies.1',
    ],
  ])('rejects %s', (_what, change, path) => {
    const parsed = Kit.safeParse(changed(kit => void change(kit)));
    expect(parsed.error?.issues.map(issue => issue.path.join('.'))).toContain(path);
  });
});
