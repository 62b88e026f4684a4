import { SetMetadata, applyDecorators } from '@nestjs/common';
import { Extensions } from '@nestjs/graphql';
import type { Capability } from '@tenantatlas/access';

/**
 * What a root field demands before its resolver runs. `signed_in`: any principal; the resolver's service loads the row
 * and asks the gate. A capability: the same, and the service must check it on the loaded row. Every root field declares
 * one, or the schema is refused at start.
 */
export type Requirement = 'public' | 'signed_in' | Capability;

/** Declares what a query, mutation or subscription demands. */
export const Requires = (requirement: Requirement) =>
  applyDecorators(Extensions({ requires: requirement }), SetMetadata('requires', requirement));
