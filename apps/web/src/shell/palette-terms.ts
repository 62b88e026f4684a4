const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

const PREFIX_LENGTH = 3;

/**
 * What is left of a search once the words of the commands are taken away: "refresh contoso" looks for Contoso. A word
 * may be typed in part, once it is long enough to mean something.
 */
export function termsOf(search: string, commands: readonly string[]): string {
  const vocabulary = commands.flatMap(wordsOf);
  const isCommandWord = (word: string): boolean =>
    vocabulary.some((known) => known === word || (word.length >= PREFIX_LENGTH && known.startsWith(word)));
  return wordsOf(search)
    .filter((word) => !isCommandWord(word))
    .join(' ');
}

/** Whether every word that was typed occurs in a label. */
export const matchesSearch = (label: string, search: string): boolean =>
  wordsOf(search).every((word) => label.toLowerCase().includes(word));
