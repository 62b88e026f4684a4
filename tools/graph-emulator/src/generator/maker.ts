import type { PolicyItem } from '@tenantatlas/drift';
import { assignments, scopeTagIds } from './assigning.js';
import type { Directory } from './directory.js';
import { idFrom, type Random } from './random.js';
import { description, policyName } from './wording.js';

/** What a maker has to make one policy from. */
export interface Making {
  readonly directory: Directory;
  readonly random: Random;
  readonly path: string;
  readonly index: number;
}

/** Makes the whole object as Graph would give it with every expansion and sub-resource read. */
export type Maker = (making: Making) => PolicyItem;

/** What nearly every object carries besides its settings. */
export function named(making: Making, platform: string, topic: string, nameField = 'displayName'): PolicyItem {
  const { directory, random, path, index } = making;
  return {
    id: idFrom(directory.seed, path, index),
    [nameField]: policyName(random, platform, topic, index),
    description: description(random, topic),
    createdDateTime: random.moment(),
    lastModifiedDateTime: random.moment(),
    roleScopeTagIds: scopeTagIds(directory, random),
  };
}

/** The same, of an object that is assigned to groups. */
export function managed(making: Making, platform: string, topic: string, nameField = 'displayName'): PolicyItem {
  const common = named(making, platform, topic, nameField);
  return { ...common, assignments: assignments(making.directory, making.random, String(common.id)) };
}
