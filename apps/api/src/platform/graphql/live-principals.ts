import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PrincipalSource } from '../access/principal-source.js';
import type { Principal } from '../access/principal.js';
import { APP_CONFIG, type AppConfig } from '../config/index.js';
import { FanOut } from '../pubsub/index.js';

/** Something that lives as long as its principal's access does. */
export interface Holder {
  /** The principal as the database knew it last. */
  principal: Principal;
  /** Access is gone: revoked or expired. */
  readonly onLost: () => void;
}

/** A picture of somebody's access is not used for longer than this without asking again. */
const FRESH_MS = 1_000;

/**
 * The access of everyone who holds a socket, kept true: asked again before anything is delivered (one query for all,
 * not more often than once a second), at once when a revocation is told, and by the clock for what nobody told.
 */
@Injectable()
export class LivePrincipals implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(LivePrincipals.name);
  private readonly holders = new Set<Holder>();
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;
  private checkedAt = 0;
  private checking: Promise<void> | null = null;

  constructor(
    private readonly source: PrincipalSource,
    @Inject(FanOut) private readonly fanOut: FanOut,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.check(), this.config.REVALIDATE_MS);
    this.unsubscribe = this.fanOut.subscribe('revocations', () => void this.checkAnew());
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.unsubscribe?.();
  }

  /** Keeps a holder's principal true until the returned function is called. */
  hold(holder: Holder): () => void {
    this.holders.add(holder);
    return () => this.holders.delete(holder);
  }

  /** Resolves when every holder's principal is fresh enough to deliver by. */
  async fresh(): Promise<void> {
    if (Date.now() - this.checkedAt >= FRESH_MS) await this.check();
  }

  /** A check under way may have read before the revocation was committed; only one that begins now knows of it. */
  private async checkAnew(): Promise<void> {
    await this.checking;
    await this.check();
  }

  private check(): Promise<void> {
    this.checking ??= this.revalidate()
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Access could not be checked again; it is tried again shortly');
      })
      .finally(() => {
        this.checking = null;
      });
    return this.checking;
  }

  private async revalidate(): Promise<void> {
    if (this.holders.size === 0) return;
    const asked = [...this.holders];
    const distinct = new Map(asked.map(({ principal }) => [principal.credentialId, principal]));
    const askedAt = Date.now();
    const current = await this.source.revalidate([...distinct.values()]);
    this.checkedAt = askedAt;
    for (const holder of asked) {
      const principal = current.get(holder.principal.credentialId);
      if (principal === undefined) holder.onLost();
      else holder.principal = principal;
    }
  }
}
