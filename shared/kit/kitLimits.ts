/** Limits of a kit, in characters and numbers of parts: far below what a database row can hold, and far above what a good kit needs. */
export const KIT_LIMITS = {
  name: 80,
  line: 400,
  text: 4_000,
  code: 2_000,
  competencies: 12,
  questions: 30,
  probes: 8,
  points: 10,
  lines: 40,
  guideQuestions: 60,
  followUps: 6,
  preparationSteps: 12,
} as const;
