/** For dialogs that ask how long something is kept. */
export const keepTexts = {
  days: 'After a number of days',
  field: 'Days',
  hint: 'From 1 to 3650.',
  wrong: 'Enter a whole number from 1 to 3650.',
  save: 'Save',
  failed: 'The change was not made',
  saved: 'Saved',
};
