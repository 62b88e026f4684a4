import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Locale } from '@tenantatlas/ops-ux';
import type { Principal, RequestOrigin } from '../access/principal.js';
import { unauthenticated } from './errors.js';

/** What every resolver may know of its request, over HTTP and over a socket alike. */
export interface RequestContext {
  readonly principal: Principal | null;
  readonly origin: RequestOrigin;
  readonly locale: Locale;
  /** One moment for the whole request, so that no two fields disagree about the time. */
  readonly now: Date;
  /** Loaders live as long as the request; each module keeps its own under its symbol. */
  readonly loaders: Map<symbol, unknown>;
}

/** The whole context, for services that need who, where from and in which language. */
export const Context = createParamDecorator((_: unknown, host: ExecutionContext) =>
  GqlExecutionContext.create(host).getContext<RequestContext>(),
);

/** The signed-in principal; UNAUTHENTICATED otherwise. */
export function principalOf(context: RequestContext): Principal {
  if (context.principal === null) throw unauthenticated();
  return context.principal;
}

/** A loader of this request, made at its first use. */
export function loaderOf<Loader>(context: RequestContext, key: symbol, make: () => Loader): Loader {
  const known = context.loaders.get(key);
  if (known !== undefined) return known as Loader;
  const made = make();
  context.loaders.set(key, made);
  return made;
}
