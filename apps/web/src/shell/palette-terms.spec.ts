import { describe, expect, it } from 'vitest';
import { matchesSearch, termsOf } from './palette-terms.js';

const COMMANDS = ['Refresh the inventory of ', 'Check the connection of '];

describe('what is typed into the palette', () => {
  it.each([
    ['refresh contoso', 'contoso'],
    ['Ref the inv of Contoso Retail', 'contoso retail'],
    ['checkpoint', 'checkpoint'],
    ['co', 'co'],
    ['  ', ''],
  ])('%j looks for %j', (search, terms) => {
    expect(termsOf(search, COMMANDS)).toBe(terms);
  });

  it('fits a label that holds every word, in whatever order', () => {
    expect(matchesSearch('Refresh the inventory of Contoso', 'contoso refresh')).toBe(true);
    expect(matchesSearch('Refresh the inventory of Contoso', 'check contoso')).toBe(false);
  });
});
