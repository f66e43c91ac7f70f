/** What the keys of the questions work in. */
export const QUESTIONS_ID = 'questions';

/** Moves the focus there, so that their keys work. */
export function goToQuestions(): void {
  document.getElementById(QUESTIONS_ID)?.focus();
}
