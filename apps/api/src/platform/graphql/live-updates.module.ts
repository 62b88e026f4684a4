import { Global, Module } from '@nestjs/common';
import { LivePrincipals } from './live-principals.js';
import { SubscriptionServer } from './subscription-server.js';

/** What live updates need, in the server process only. PrincipalSource comes from whoever knows people and tokens. */
@Global()
@Module({ providers: [LivePrincipals, SubscriptionServer], exports: [LivePrincipals, SubscriptionServer] })
export class LiveUpdatesModule {}
