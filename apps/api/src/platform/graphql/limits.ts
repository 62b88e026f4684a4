import { ApolloServerErrorCode } from '@apollo/server/errors';
import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { MAX_PAGE } from './pages.js';

/** How large a document may be. Generous for any page of the console, far below what would hurt. */
export interface DocumentLimits {
  readonly depth: number;
  readonly aliases: number;
  /** Fields that could be resolved at most, counting each as often as the lists around it are long. */
  readonly cost: number;
}

export const LIMITS: DocumentLimits = { depth: 12, aliases: 30, cost: 20_000 };

/** Tokens of a document, counted by the parser itself. */
export const MAX_TOKENS = 4_000;

const WORDS = { depth: 'depth is', aliases: 'number of aliases is', cost: 'cost is' } as const;

interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly cost: number;
}

const NOTHING: Size = { depth: 0, aliases: 0, cost: 0 };

/** Refuses documents that are too deep, use too many aliases or could cost too much. Fragments are measured once each. */
export function limitRule(limits: DocumentLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    const measure = measurer(context);
    return {
      OperationDefinition(operation) {
        const size = measure(operation.selectionSet);
        for (const key of ['depth', 'aliases', 'cost'] as const) {
          if (size[key] <= limits[key]) continue;
          context.reportError(
            new GraphQLError(
              `This document is too large: its ${WORDS[key]} above the limit of ${String(limits[key])}.`,
              {
                nodes: operation,
                extensions: { code: ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED },
              },
            ),
          );
        }
      },
    };
  };
}

function measurer(context: ValidationContext): (selections: SelectionSetNode) => Size {
  const fragments = new Map<string, Size>();

  const ofFragment = (fragment: FragmentDefinitionNode): Size => {
    const known = fragments.get(fragment.name.value);
    if (known !== undefined) return known;
    // A fragment that spreads itself is refused by another rule; here it must only come to an end.
    fragments.set(fragment.name.value, NOTHING);
    const size = ofSelections(fragment.selectionSet);
    fragments.set(fragment.name.value, size);
    return size;
  };

  const ofField = (field: FieldNode): Size => {
    const name = field.name.value;
    // The schema's own description is bounded by the schema and can be switched off.
    if (name.startsWith('__')) return NOTHING;
    const inner = field.selectionSet === undefined ? NOTHING : ofSelections(field.selectionSet);
    return {
      depth: inner.depth + 1,
      aliases: inner.aliases + (field.alias === undefined ? 0 : 1),
      cost: 1 + inner.cost * pageSize(field),
    };
  };

  const ofSelections = ({ selections }: SelectionSetNode): Size => {
    let total = NOTHING;
    for (const selection of selections) {
      const size = sizeOf(selection);
      total = {
        depth: Math.max(total.depth, size.depth),
        aliases: total.aliases + size.aliases,
        cost: total.cost + size.cost,
      };
    }
    return total;
  };

  const sizeOf = (selection: SelectionSetNode['selections'][number]): Size => {
    if (selection.kind === Kind.FIELD) return ofField(selection);
    if (selection.kind === Kind.INLINE_FRAGMENT) return ofSelections(selection.selectionSet);
    const fragment = context.getFragment(selection.name.value);
    return fragment ? ofFragment(fragment) : NOTHING;
  };

  return ofSelections;
}

// Only paged lists multiply; a size given by a variable is not known yet and counts as the largest.
function pageSize(field: FieldNode): number {
  const size = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (size === undefined) return isPaged(field) ? DEFAULT_PAGE : 1;
  return size.kind === Kind.INT ? Math.min(Number(size.value), MAX_PAGE) : MAX_PAGE;
}

/** What a list gives where nothing is said, rounded up. */
const DEFAULT_PAGE = 50;

const isPaged = ({ selectionSet }: FieldNode) =>
  selectionSet?.selections.some(
    (selection) => selection.kind === Kind.FIELD && ['nodes', 'edges'].includes(selection.name.value),
  ) === true;
