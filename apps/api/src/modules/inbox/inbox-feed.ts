import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { requireWorkspace } from '../../platform/access/index.js';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { PublicError } from '../../platform/graphql/errors.js';
import { LivePrincipals } from '../../platform/graphql/live-principals.js';
import { FanOut } from '../../platform/pubsub/index.js';
import { InboxWatch, type InboxStream } from './inbox-watch.js';
import { InboxQueries } from './inbox.queries.js';

/** Tells people what is new to them: the count as it is, then each change. The database is read again for each wake-up. */
@Injectable()
export class InboxFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(InboxFeed.name);
  private readonly watches = new Set<InboxWatch>();
  private readonly endings: (() => void)[] = [];
  private backstop: NodeJS.Timeout | undefined;

  constructor(
    private readonly queries: InboxQueries,
    private readonly principals: LivePrincipals,
    private readonly fanOut: FanOut,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.endings.push(
      this.fanOut.subscribe('notifications', ({ workspaceId, userId }) => {
        this.wake((watch) => watch.workspaceId === workspaceId && watch.userId === userId);
      }),
      this.fanOut.onGap(() => {
        this.wake(() => true);
      }),
    );
    this.backstop = setInterval(() => {
      this.wake(() => true);
    }, this.config.BACKSTOP_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.backstop);
    for (const end of this.endings) end();
  }

  /** Streams the caller's own notifications in a workspace; ends with NOT_FOUND once access to it is gone. */
  async open(context: RequestContext, workspaceId: string): Promise<InboxStream> {
    const { userId } = principalOf(context);
    const { workspaceId: id } = requireWorkspace(principalOf(context), workspaceId);
    const read = async () => {
      await this.principals.fresh();
      return this.queries.unread(requireWorkspace(principalOf(context), id), userId);
    };
    const watch = new InboxWatch(id, userId, read, (closed) => this.watches.delete(closed));
    // Watched before the first reading, so that nothing falls between the two.
    this.watches.add(watch);
    try {
      await watch.wake();
    } catch (error) {
      await watch.stream.return();
      throw error;
    }
    return watch.stream;
  }

  private wake(concerned: (watch: InboxWatch) => boolean): void {
    for (const watch of [...this.watches].filter(concerned)) {
      watch.wake().catch((error: unknown) => {
        if (error instanceof PublicError) watch.stream.fail(error);
        else this.logger.warn({ err: error }, 'Notifications could not be read; the backstop tries again');
      });
    }
  }
}
