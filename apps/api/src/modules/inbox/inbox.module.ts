import { Module } from '@nestjs/common';
import { OperationRunsServerModule } from '../operation-runs/index.js';
import { InboxFeed } from './inbox-feed.js';
import { InboxQueries } from './inbox.queries.js';
import { InboxResolver, WorkspaceInboxResolver } from './inbox.resolver.js';
import { Inbox } from './inbox.service.js';

/** Shows people what they were told, and tells them of new things at once. Writing it is the notifications module's. */
@Module({
  imports: [OperationRunsServerModule],
  providers: [InboxQueries, InboxFeed, Inbox, InboxResolver, WorkspaceInboxResolver],
})
export class InboxServerModule {}
